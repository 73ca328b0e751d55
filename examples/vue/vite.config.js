import vue from "@vitejs/plugin-vue";

export default {
  plugins: [
    // Vue treats the tag as an element of the browser, not as a component.
    vue({ template: { compilerOptions: { isCustomElement: (tag) => tag === "candidate-check" } } }),
  ],
  // Works from any folder of any server.
  base: "./",
  // The page's Content-Security-Policy may forbid small files that are inlined as `data:` addresses.
  build: { assetsInlineLimit: 0 },
  // The development server would move the package's script away from its other files.
  optimizeDeps: { exclude: ["candidate-check"] },
};
