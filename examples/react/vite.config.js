export default {
  // Works from any folder of any server.
  base: "./",
  // The page's Content-Security-Policy may forbid small files that are inlined as `data:` addresses.
  build: { assetsInlineLimit: 0 },
  // The development server would move the package's script away from its other files.
  optimizeDeps: { exclude: ["candidate-check"] },
};
