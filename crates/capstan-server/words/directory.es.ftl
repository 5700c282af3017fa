directory-coalitions = Coaliciones
directory-coalitions-lead = Cada coalición tiene una visión. Encuentra la que quiere lo mismo que tú.
directory-campaigns = Campañas
directory-campaigns-lead = Una campaña pide algo a quien opera un sistema, y dice qué se hace hasta entonces.
directory-found = Fundar una coalición
directory-visions = Visiones
directory-all-visions = Todas las visiones
directory-words = Buscar
directory-words-hint = Nombres, lugares, sistemas. Basta el comienzo de una palabra.
directory-system = Sistema
directory-place = Lugar
directory-language = Lengua
directory-sort = Orden
directory-by-size = Primero las más grandes
directory-by-newest = Primero las más nuevas
directory-any = Cualquiera
directory-search = Buscar
directory-total = { $count ->
    [0] Nada coincide. Quita una palabra o un filtro.
    [one] Hay una.
   *[other] Hay { $count }.
}
directory-meant = Nadie escribe «{ $word }». Aquí está «{ $known }».
directory-pages = Páginas
directory-first = Primera página
directory-next = Página siguiente
problem-directory-sort = No existe este orden. Elige "size" o "newest".
problem-directory-cursor = No existe esta página de la lista. Empieza por la primera.
problem-directory-limit = Pide de 1 a { $most } entradas.
language-en = Inglés
language-es = Español
language-fr = Francés
language-de = Alemán
language-pt = Portugués
language-it = Italiano
language-ar = Árabe
language-zh = Chino
language-hi = Hindi
language-sw = Suajili
language-tl = Tagalo
language-ca = Catalán
