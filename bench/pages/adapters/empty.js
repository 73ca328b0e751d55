// The empty app has no question; its one paragraph stands for it.
window.adapter = { input: () => document.querySelector("#empty"), show() {} };
