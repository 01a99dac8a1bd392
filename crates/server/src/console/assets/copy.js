// Puts a button above each text that people copy.

for (const text of document.querySelectorAll("pre[data-copy]")) {
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = "Copy";
  const said = document.createElement("span");
  said.setAttribute("role", "status");
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(text.textContent);
      said.textContent = " copied";
    } catch {
      // Without the permission the text is selected, and the keyboard copies it.
      getSelection().selectAllChildren(text);
      said.textContent = " selected: copy it with the keyboard";
    }
  });
  const line = document.createElement("p");
  line.append(button, said);
  text.before(line);
}
