directory-coalitions = Coalitions
directory-coalitions-lead = Each coalition has a vision. Find one that wants what you want.
directory-campaigns = Campaigns
directory-campaigns-lead = A campaign asks an operator for something, and says what people do until then.
directory-found = Found a coalition
directory-visions = Visions
directory-all-visions = All visions
directory-words = Search
directory-words-hint = Names, places, systems. The beginning of a word is enough.
directory-system = System
directory-place = Place
directory-language = Language
directory-sort = Order
directory-by-size = Largest first
directory-by-newest = Newest first
directory-any = Any
directory-search = Search
directory-total = { $count ->
    [0] Nothing fits. Take away a word or a filter.
    [one] One fits.
   *[other] { $count } fit.
}
directory-meant = Nobody writes “{ $word }”. This shows “{ $known }”.
directory-pages = Pages
directory-first = First page
directory-next = Next page
problem-directory-sort = This order is unknown. Choose "size" or "newest".
problem-directory-cursor = This page of the list is unknown. Begin at the first page.
problem-directory-limit = Ask for 1 to { $most } entries.
language-en = English
language-es = Spanish
language-fr = French
language-de = German
language-pt = Portuguese
language-it = Italian
language-ar = Arabic
language-zh = Chinese
language-hi = Hindi
language-sw = Swahili
language-tl = Tagalog
language-ca = Catalan
