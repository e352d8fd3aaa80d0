// Runs before the first paint, so that a chosen theme and type size never flash. Kept in step with src/ui/choices.ts.
(function () {
  var page = document.documentElement;
  var read = function (name) {
    try {
      return localStorage.getItem('gonghui.' + name);
    } catch {
      return null;
    }
  };
  var theme = read('theme');
  var isDark = theme === 'dark' || (theme !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
  page.dataset.theme = isDark ? 'dark' : 'light';
  page.dataset.size = read('size') === 'large' ? 'large' : 'standard';
  var language = read('language') || navigator.language || '';
  page.lang = language.toLowerCase().indexOf('en') === 0 ? 'en' : 'zh-CN';
})();
