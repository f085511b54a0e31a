/**
 * Flags that the browser is started with: printing only, nothing left behind, no way out to any network.
 *
 * Neither Puppeteer's defaults (for testing web sites) nor those of @sparticuz/chromium (they turn web security and site
 * isolation off) are used.
 */
export function launchFlags(profileDir: string, {sandbox}: {sandbox: boolean}): string[] {
  return [
    "--headless",
    `--user-data-dir=${profileDir}`,
    ...(sandbox ? [] : ["--no-sandbox"]),
    ...noNetwork,
    ...samePrintEverywhere,
    ...nothingButPrinting,
    "about:blank",
  ];
}

/** No name resolves, and what needs no name goes to a proxy that is not there; loopback addresses would go around it. */
const noNetwork = [
  "--host-resolver-rules=MAP * ~NOTFOUND",
  "--proxy-server=http://0.0.0.0:9",
  "--proxy-bypass-list=<-loopback>",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-domain-reliability",
  "--disable-sync",
  "--dns-prefetch-disable",
  "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
  "--no-pings",
];

const samePrintEverywhere = [
  "--lang=zh-CN",
  "--force-color-profile=srgb",
  "--font-render-hinting=none",
  "--force-device-scale-factor=1",
];

const nothingButPrinting = [
  "--disable-breakpad",
  "--disable-crash-reporter",
  "--no-crash-upload",
  "--disable-default-apps",
  "--disable-dev-shm-usage", // /dev/shm has 64 MB in a container
  "--disable-extensions",
  "--disable-gpu",
  "--disable-hang-monitor",
  "--disable-background-timer-throttling",
  "--disable-backgrounding-occluded-windows",
  "--disable-renderer-backgrounding",
  "--disable-features=Translate,MediaRouter,OptimizationHints,AcceptCHFrame",
  "--hide-scrollbars",
  "--mute-audio",
  "--no-default-browser-check",
  "--no-first-run",
  "--password-store=basic",
  "--use-mock-keychain",
];
