// The empty app has no question; its paragraph counts as the first input.
window.adapter = { input: () => document.querySelector("#empty"), show() {} };
