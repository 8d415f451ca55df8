// What stands on the page decides what there is to do; after a screen was put in the place of another it is asked again.
const begin = () => {
  const of = (id, work) => {
    const form = document.getElementById(id);
    if (form) work(form);
  };
  of("start", invitation);
  of("ballot", ballot);
  of("resume", resume);
  const done = document.getElementById("content")?.dataset.done;
  if (done) forget(done);
  document.querySelector("main [data-errors]")?.focus();
};

begin();
