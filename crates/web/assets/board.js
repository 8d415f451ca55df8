// A board moves when a batch of ballots was committed: the server says so once and ends its answer, the browser asks again by itself. What moved is taken from the page as it is
// now. Without this file one reloads the page.
{
  const board = document.querySelector("[data-board]");
  if (board && "EventSource" in window) {
    const source = new EventSource(`${board.dataset.board}?seen=${board.dataset.came}`);
    let busy = false;
    let again = false;
    const move = async () => {
      again = true;
      if (busy) return;
      busy = true;
      while (again) {
        again = false;
        try {
          const answer = await fetch(location.href, { headers: { accept: "text/html" } });
          if (!answer.ok) throw new Error(answer.statusText);
          const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("board");
          // Whoever is choosing something in it is not disturbed.
          if (fresh && !board.contains(document.activeElement?.closest("select, input"))) renew(board, fresh);
        } catch {
          // The next batch tries again.
        }
      }
      busy = false;
    };
    source.addEventListener("message", move);
    addEventListener("pagehide", () => source.close());
  }
}
