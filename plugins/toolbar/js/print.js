const button = document.querySelector(".toolbar .print");
if (button) button.onclick = () => print();
