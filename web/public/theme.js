/* Before the first paint: the theme and the language the person chose, so that nothing flashes. */
(function () {
  var root = document.documentElement;
  try {
    var theme = localStorage.getItem('aronde-theme') || 'auto';
    var dark = theme === 'dark' || (theme === 'auto' && matchMedia('(prefers-color-scheme: dark)').matches);
    root.setAttribute('data-mantine-color-scheme', dark ? 'dark' : 'light');
    root.lang = localStorage.getItem('aronde-language') || (navigator.language.slice(0, 2) === 'en' ? 'en' : 'fr');
  } catch {
    root.setAttribute('data-mantine-color-scheme', 'light');
  }
})();
