// The listening end: one WebSocket that comes back by itself, on whatever server answers. It only listens; what is
// missing is fetched by the page (catch-up), so a lost frame is never a lost message.
const FIRST_PAUSE = 500;
const LONGEST_PAUSE = 30_000;
const SILENCE = 40_000; // the server says something every 15 seconds
const ANSWER = 5_000;
const SIGNED_OUT = 4401;
const NOT_ALLOWED = 4403;

export function listen(path, { frame, up, down, ended }) {
  let socket = null;
  let attempts = 0;
  let retry = 0;
  let silence = 0;
  let over = false;

  const address = new URL(path, location.href);
  address.protocol = location.protocol === "https:" ? "wss:" : "ws:";

  function connect() {
    clearTimeout(retry);
    if (over || socket) return;
    const mine = new WebSocket(address);
    socket = mine;
    expectSomething(SILENCE);
    mine.onmessage = (event) => {
      expectSomething(SILENCE);
      const said = JSON.parse(event.data);
      if (said.type === "hello") {
        attempts = 0;
        up();
      }
      frame(said);
    };
    mine.onclose = (event) => {
      if (socket !== mine) return;
      socket = null;
      clearTimeout(silence);
      if (event.code === SIGNED_OUT || event.code === NOT_ALLOWED) {
        over = true;
        ended(event.code === SIGNED_OUT ? "signed-out" : "not-allowed");
        return;
      }
      down();
      again();
    };
  }

  // Everybody is cut off at the same moment when a server goes; chance keeps them from coming back at the same moment.
  function again() {
    clearTimeout(retry);
    const pause = Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** attempts) * (0.5 + Math.random());
    attempts += 1;
    retry = setTimeout(connect, pause);
  }

  function expectSomething(within) {
    clearTimeout(silence);
    silence = setTimeout(drop, within);
  }

  function drop() {
    const dead = socket;
    socket = null;
    clearTimeout(silence);
    if (dead) {
      dead.onclose = dead.onmessage = null;
      dead.close();
      down();
    }
    if (!over) again();
  }

  function check() {
    if (over) return;
    if (!socket) {
      attempts = 0;
      connect();
    } else if (socket.readyState === WebSocket.OPEN) {
      socket.send('{"type":"ping"}');
      expectSomething(ANSWER);
    }
  }

  addEventListener("online", check);
  addEventListener("offline", drop);
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && check());
  addEventListener("pagehide", () => socket?.close());
  addEventListener("pageshow", (event) => event.persisted && check());
  connect();
  function say(what) {
    if (socket?.readyState === WebSocket.OPEN) socket.send(JSON.stringify({ type: what }));
  }

  return { say, stop: () => ((over = true), drop()) };
}
