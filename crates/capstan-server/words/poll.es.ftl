poll-title = Para qué se une la gente
poll-lead = Cómo se reparten las membresías entre las visiones. Cada persona cuenta una vez, esté en las coaliciones que esté.
poll-none = Todavía no hay sondeo. El primero se hace a medianoche UTC.
poll-too-few-people = Todavía no hay nada que mostrar. Con menos de 100 personas, las cifras podrían hablar de una sola. Espera a que haya más.
poll-groups-too-small = Todavía no hay nada que mostrar. Un grupo sería tan pequeño que las cifras podrían hablar de una sola persona.
poll-empty = Es todo lo que decimos de poca gente, a cualquiera. Mira en las coaliciones qué quieren.
poll-coalitions = Ver las coaliciones
poll-finding = { $share } de las membresías son para: { $vision }
poll-share = { $vision }: { $share }.
poll-axis = Parte de las membresías. La línea es el intervalo del 95 %.
poll-before = Puntos huecos: { $days ->
    [one] 1 día antes.
   *[other] { $days } días antes.
}
poll-caption = Entre { $people } personas o más. Quien está en coaliciones con varias visiones da una parte a cada una. Las partes se redondean a { $steps } pasos, para que digan poco de una sola persona.
poll-how-sure = El intervalo es para toda la gente que podría unirse, como si se sorteara quién se une. Ningún intervalo dice cuánto se aparta de eso.
poll-table = Membresías por visión
poll-vision = Visión
poll-people = Personas, como mínimo
poll-part = Parte de las membresías
poll-rest = Todas las demás juntas
poll-as-of = A medianoche UTC del
poll-trend = Desde el día anterior
poll-grew = { $vision } creció { $points }.
poll-shrank = { $vision } bajó { $points }.
poll-same = Ningún cambio se distingue del azar.
poll-history = Día a día
poll-day = Día
poll-history-caption = Partes de las membresías, como se publicaron
