// A one-time link signs in without a click. It is a POST, so that fetching the address ahead uses nothing up.
document.getElementById("link").requestSubmit();
