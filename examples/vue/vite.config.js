import vue from "@vitejs/plugin-vue";

export default {
  plugins: [
    // Vue takes the tag for an element of the browser, not for a component.
    vue({ template: { compilerOptions: { isCustomElement: (tag) => tag === "candidate-check" } } }),
  ],
  // Works from any folder of any server.
  base: "./",
  // As a `data:` address, a small file may be forbidden by the page's Content-Security-Policy.
  build: { assetsInlineLimit: 0 },
  // The development server would move the package away from its files.
  optimizeDeps: { exclude: ["candidate-check"] },
};
