// Asks again and again while a page is shown and seen.

/** Calls `once` now and then every `everyMs`, until the page is left; a failure is told and outlived. */
export function poll(once, everyMs, signal, failed = () => {}) {
  const turn = async () => {
    if (signal.aborted) return;
    if (!document.hidden) {
      try {
        await once();
      } catch (fault) {
        if (signal.aborted) return;
        failed(fault);
      }
    }
    setTimeout(turn, everyMs);
  };
  turn();
}
