# Lo que dice la sala de auditorías.

# El hallazgo.
title-cut = Unas { $count } de cada { $of } personas ({ $percent }) cobraron menos que con { $rule }
title-nobody = Nadie cobró menos que con { $rule }
title-everybody = Todas las personas cobraron menos que con { $rule }
title-few = Hay muy pocas personas para mostrar cómo se les paga
title-unchanged = Todos los trabajos leídos se pagaron con { $rule }
caution-made-up = Estos datos son inventados. Muestran cómo es una auditoría, no cómo se pagó a nadie.
caution-few = Una cifra debe tratar de { $needed } personas o más, para no revelar nada de ninguna. Aquí trataría de menos.
caution-folded = Antes se pagaban promociones aparte de la regla, { $old } por trabajo en promedio. Los trabajos posteriores no muestran ninguna. Quizá ahora están dentro del pago base, y entonces la pérdida real es mayor.
caution-picked = Algunos trabajos los eligió quien los envió; no vienen de registros completos. Los elegidos no suelen ser como los demás.
lead-share = De { $of } personas, { $cut } cobraron menos de lo que da la regla, por más de { $margin }.
lead-range = Entre otras personas como ellas, podría ser { $range }.
lead-half = No se puede decir si es más o menos de la mitad.
count-cut = { $n ->
    [one] 1 persona perdió con claridad
   *[other] { $n } personas perdieron con claridad
}.
count-gain = { $n ->
    [one] 1 persona ganó con claridad
   *[other] { $n } personas ganaron con claridad
}.
count-not-clear = { $n ->
    [one] De 1 persona no está claro
   *[other] De { $n } personas no está claro
}: sus propios trabajos varían demasiado.
average-pay = Todos estos trabajos juntos se pagaron { $amount } { $direction ->
    [less] menos
   *[more] más
} de lo que da la regla: { $range }.
average-pay-unknown = No se puede decir si todos estos trabajos juntos se pagaron más o menos: el cambio está { $range }.
average-worker = La persona media cobró { $amount } { $direction ->
    [less] menos
   *[more] más
}: { $range }.
average-worker-unknown = No se puede decir si la persona media cobró más o menos: el cambio está { $range }.
average-apart = Los dos promedios no son lo mismo. En el primero pesan más quienes tienen muchos trabajos o grandes.
average-job = Eso es { $amount } por trabajo: { $range }.
average-of-cut = Quienes cobraron menos perdieron { $amount } en promedio: { $range }.
range-between = entre { $low } y { $high }
direction-of-all = Si ninguna o todas las demás cobraron menos, está entre { $low } y { $high } del total de { $n } personas.

# Las figuras.
figure-verdicts = { $cut } personas perdieron con claridad, { $gain } ganaron con claridad
figure-verdicts-description = Partes de { $of } personas: perdieron con claridad { $cut }, ganaron con claridad { $gain }, no está claro { $unclear }.
dot-cut = perdieron con claridad
dot-gain = ganaron con claridad
dot-not-clear = no está claro
dot-less = cobraron menos, con claridad o sin ella
axis-workers = Parte de { $of } personas
caption-verdicts = Una persona pierde o gana con claridad si el intervalo del 95 % de sus propios trabajos pasa de { $margin }. Las líneas son intervalos del 95 % (Wilson).
figure-choices = Con otras decisiones, la parte que cobró menos está entre { $low } y { $high }
figure-choices-description = La parte de las personas que cobraron menos, para cada decisión que se podría tomar de otro modo.
caption-choices = Cada línea cambia una sola decisión. Las líneas son intervalos del 95 % (Wilson).
head-verdict = Personas
head-share = Parte
head-people = Número

# Decisiones.
choice-made = como se eligió
choice-margin = perder significa más de { $value }
choice-tolerance = el pago sigue la regla con diferencia de hasta { $value }
choice-min-jobs = personas con { $value ->
    [one] 1 trabajo
   *[other] { $value } trabajos
} o más
choice-jobs-changed = solo trabajos de semanas no pagadas con la regla
choice-jobs-all = todos los trabajos, también los pagados con la regla
choice-promotion-apart = promociones aparte
choice-promotion-folded = promociones contadas como pago
choice-promotion-folded-mean = promociones contadas como pago, junto a la regla y las promociones de antes
choice-cap = nadie pesa más de { $value }
choice-doubted-yes = con trabajos cuyas partes no suman
choice-doubted-no = sin trabajos cuyas partes no suman
variants-caption = El resultado con otras decisiones, con intervalos del 95 %
head-choice = Decisión
head-of = Personas
head-cut = Cobraron menos
head-of-pay = Todos los trabajos
head-worker-mean = Persona media
head-worker-median = Persona del medio

# Lo que no se muestra.
why-few = sobre menos de { $needed } personas
why-dominated = una cifra en la que una persona pesa demasiado
why-near = una cifra de la que alguien podría deducir la parte de otra persona
why-complement = una cifra que revelaría lo que no se muestra
why-unchanged = demasiado cercana a otra línea: la diferencia hablaría de pocas personas
not-shown = No se muestra: { $what }, porque es { $why }.
shown-headline = todo sobre las personas contadas
shown-of-pay = el promedio de todos los trabajos
shown-tips = las propinas
shown-hourly = el pago por hora
shown-take = lo que retuvo la plataforma
shown-changed = cuándo cambió la regla

# Lo que podrían decir más personas.
saying-anything = mostrar algo del grupo
saying-half = si más o menos de la mitad cobró menos
saying-five-points = la parte que cobró menos, con hasta 5 puntos de error
saying-direction = si la persona media gana o pierde
saying-direction-of-pay = si todos los trabajos juntos se pagan más o menos
needed-now = Ya se puede decir: { $what }.
needed-more = { $more ->
    [one] Hace falta cerca de 1 persona más
   *[other] Hacen falta cerca de { $more } personas más
}: { $what }.
needed-never = Ningún número de personas lo diría tal como están las cosas: { $what }.
needed-note = Esto vale si las personas nuevas son como las que ya están.

# Donaciones falsas.
false-lead = Si el { $share } de estas personas fuera inventado, la parte de las demás que cobró menos estaría entre { $low } y { $high }.
false-turned = Al menos el { $share } de las personas tendría que ser inventado para que el cambio de la persona media cambiara de signo.
false-caption = Lo que podrían haber movido las donaciones falsas: cifras extremas de las demás
head-false = Inventadas
head-low = Mínimo
head-high = Máximo
head-false-cut = Cobraron menos, { $bound }
head-false-mean = Persona media, { $bound }

# Cuándo, propinas, horas.
changed-on = El pago dejó de seguir la regla el { $day }, como tarde el { $high } y como pronto el { $low }.
changed-shares = Antes la seguía el { $before } de los trabajos; desde entonces, el { $after }.
changed-none = No se ve ningún día en que el pago dejara de seguir la regla.
tips-share = Las propinas no entran en ninguna comparación. Fueron el { $share } de todo el pago: { $range }.
tips-used = Con un { $currency } más de propina, el pago base baja { $amount }: { $range }. Parece que las propinas se usan para pagar menos.
tips-unused = Nada indica que las propinas se usen para pagar menos: con un { $currency } más de propina, el pago base cambia { $range }.
hourly-caption = Pago por hora en { $currency }, con intervalos del 95 %
hourly-lead = Lo que da una hora depende de qué se cuenta. Se muestran todas las maneras.
hourly-jobs = De { $jobs } trabajos de { $workers } personas cuyas horas se conocen. Las horas en que coinciden trabajos cuentan una vez.
hourly-cost = Los costos de conducir se toman de { $rate }.
hourly-no-cost = Se conoce la distancia de muy pocos trabajos para restar los costos de conducir.
head-way = Qué cuenta
head-with-tips = Con propinas
head-without-tips = Sin propinas
way-engaged-gross = en trabajos, antes de costos
way-engaged-net = en trabajos, después de los costos de conducir
way-online-gross = con espera, antes de costos
way-online-net = con espera, después de los costos de conducir
under-share = El { $share } de los turnos dio menos que { $wage }: { $range }. Un turno acaba tras { $gap } minutos sin trabajo.
under-contractor = Quien paga sus propios impuestos y no tiene días pagados necesita un 14,8 % más por lo mismo. El { $share } de los turnos dio menos que eso.

# Cómo se paga ahora.
opacity-share = Lo que se sabe de un trabajo ({ $known }) deja sin explicar el { $share } del pago: { $range }.
opacity-miss = En el trabajo del medio, la mejor estimación falla por { $amount }. Se hizo para personas cuyos datos no había visto.
found-rule = De las reglas simples que se miraron, una da el pago de más trabajos: { $formula }.
found-share = Da el { $share } de los trabajos de otras personas con hasta { $tolerance } de diferencia: { $range }.
known-order-total = total del pedido
known-fees = cargos
known-miles = millas
known-minutes = minutos
known-hour = hora del día

# Lugares y lo que retiene la plataforma.
places-caption = Las cifras por lugar
places-lead = Los lugares con muy pocas personas van juntos, para que nada de ellos se deduzca de los demás.
place-others = todos los demás lugares
head-place = Lugar
take-caption = Lo que retuvo la plataforma de lo que pagó la clientela, con intervalos del 95 %
take-lead = Los trabajos de registros completos y los elegidos van aparte, pues los elegidos suelen mostrar más retención.
take-full-log = registros completos
take-picked = elegidos
take-unknown = no se sabe
head-record = Llegaron como
head-jobs = Trabajos
head-take = Retenido
head-take-fees = Retenido, con cargos
head-take-median = Trabajo del medio
head-take-half = Trabajos con más de la mitad retenida

# Títulos.
section-figure = Quién perdió y quién ganó
section-averages = Dos promedios
section-choices = Qué más se podría haber elegido
section-needed = Lo que podrían decir más personas
section-false = Si algunas donaciones fueran falsas
section-when = Cuándo cambió el pago
section-tips = Propinas
section-now = Cómo se paga ahora
section-hourly = Pago por hora
section-take = Lo que retiene la plataforma
section-places = Por lugar
section-made = Cómo se hizo
fold-variants = Todas las cifras para cada decisión

# Cómo se hizo.
made-rule = Regla
made-rule-of = { $title }, { $name } versión { $version }
made-formula = Su fórmula
made-source = Su fuente
made-rule-hash = Huella del contenido de la regla
made-data = Datos
made-data-of = { $file }: { $events } trabajos
made-hash = Huella del contenido de los datos
made-jobs = Trabajos
made-jobs-of = { $beside } trabajos junto a la regla; { $by_rule } en semanas pagadas con ella, { $changed } en otras; { $counted } contados
made-left-out = Fuera
made-left-none = ninguno
left-other-platform = { $n } de otra plataforma
left-other-currency = { $n } en otra moneda
left-negative = { $n } con una cantidad bajo cero
left-twice = { $n } enviados dos veces
left-no-pay = { $n } sin pago base
left-no-quantity = { $n } sin lo que pide la regla
made-workers = Personas
made-workers-of = { $all } en los datos, { $with } con un trabajo que contar, { $counted } con { $min } o más
made-choices = Decisiones
made-choices-of = Perder significa más de { $margin }; el pago sigue la regla con diferencia de hasta { $tolerance }; nadie pesa más de { $cap }.
made-intervals = Intervalos
made-intervals-how = Del 95 %: Wilson para las partes, y { $draws } sorteos con reemplazo de personas para lo demás. Los trabajos de una persona se sortean juntos, pues se parecen.
made-shrunk = Sin el azar de los trabajos de cada persona, la parte que cobró menos es { $share }. El intervalo por sorteos es { $range }.
made-shrunk-only = Sin el azar de los trabajos de cada persona, la parte que cobró menos es { $share }.
made-reweighted = Con los tamaños de trabajos que había con la regla, todos juntos se pagarían { $range } más del pago de la regla.
made-seed = Semilla
made-version = Versión
made-version-of = Capstan { $version }
made-conditions = Lo que hay que tener en cuenta
condition-same = Cada trabajo se toma como fue. Con la regla, quizá se habrían aceptado otros.
condition-order = El total del pedido se toma como se leyó. La regla pudo usar el recibo final, y el pago posterior el pedido inicial.
condition-volunteers = Quien envía sus trabajos elige hacerlo. A otras personas se les puede pagar de otro modo.
condition-promotion = Las promociones están { $how }. Las otras maneras están entre las decisiones.
promotion-apart = aparte
promotion-folded = contadas como pago
promotion-folded-mean = contadas como pago, con la promoción media de antes junto a la regla
made-verify = Para hacerlo de nuevo y comparar:
made-footer = Capstan { $version }, semilla { $seed }
method-title = Cómo se hizo esta auditoría
