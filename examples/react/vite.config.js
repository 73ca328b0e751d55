export default {
  // Works from any folder of any server.
  base: "./",
  // As a `data:` address, a small file may be forbidden by the page's Content-Security-Policy.
  build: { assetsInlineLimit: 0 },
  // The development server would move the package away from its files.
  optimizeDeps: { exclude: ["candidate-check"] },
};
