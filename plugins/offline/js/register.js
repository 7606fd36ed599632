const worker = document.currentScript.dataset.worker;
if (worker) navigator.serviceWorker?.register(worker);
