"use strict";
/* What the page carries as gzip in base64, as a response: ask it for text() or arrayBuffer(). */
const unpacked = (id) => {
  const text = atob(document.getElementById(id).textContent);
  const bytes = Uint8Array.from(text, (character) => character.charCodeAt(0));
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip")));
};
