// Search without a server: browsers refuse workers on pages opened as files, so the worker's script runs in a hidden
// frame that stands for one. The theme's search asks for `IFrameWorker` to tell where its own files are.
if (location.protocol === "file:") {
  class IFrameWorker extends EventTarget {
    constructor(url) {
      super();
      const frame = document.body.appendChild(Object.assign(document.createElement("iframe"), { hidden: true, title: "search" }));
      const inside = frame.contentWindow;
      const load = (source) =>
        new Promise((resolve, reject) => {
          const script = Object.assign(inside.document.createElement("script"), { src: source, onload: resolve, onerror: reject });
          inside.document.body.append(script);
        });
      inside.IFrameWorker = IFrameWorker;
      inside.postMessage = (data) => this.dispatchEvent(new MessageEvent("message", { data }));
      inside.importScripts = (...sources) => sources.reduce((before, source) => before.then(() => load(source)), Promise.resolve());
      this.inside = inside;
      this.loaded = load(new URL(url, document.baseURI).href);
    }
    postMessage(data) {
      this.loaded.then(() => this.inside.dispatchEvent(new this.inside.MessageEvent("message", { data })));
    }
    terminate() {
      this.inside.frameElement.remove();
    }
  }
  window.IFrameWorker = IFrameWorker;
  window.Worker = IFrameWorker;
}
