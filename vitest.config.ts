import {defineConfig} from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    watch: false,
    pool: "forks",
    // All cores: much of the time is the browser's, which another process waits for.
    maxWorkers: "100%",
    // Some tests start a browser, on a machine that may be busy.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    env: {TZ: "UTC", LANG: "C.UTF-8"},
  },
});
