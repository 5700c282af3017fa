### Todo lo que Capstan dice en español. Cada parte es una sala: la página, el
### informe o la orden que lo dice. Una frase se llama igual en todas las lenguas.

## shared

# Frases que comparten todas las salas.

none = nadie ({ $percent })
all = el total ({ $percent })
about = cerca de { $count } de cada { $of } ({ $percent })
fewer-than = menos de 1 de cada 1000 (menos del { $percent })
more-than = más de 999 de cada 1000 (más del { $percent })
between-of = entre { $low } y { $high } de { $of }
near-of = cerca de { $count } de { $of }
points = { $number ->
    [one] { $value } punto porcentual
   *[other] { $value } puntos porcentuales
}
range = de { $low } a { $high }
estimate = { $value } ({ $low } a { $high })

part-none = nadie
part-all = el total
part = { $count } de cada { $of }

mark-none = nadie
mark-all = total
mark = { $count } de { $of }

sure-very-likely = muy probable
sure-likely = probable
sure-even = tan probable como no
sure-unlikely = poco probable
sure-very-unlikely = muy poco probable
sure-cannot-tell = no lo podemos decir

view-everyone = todas las personas
view-strikers = en huelga
view-bystanders = fuera de la huelga
view-similar = personas parecidas
view-others = las demás personas

bar-gather = Reunir
bar-describe = Describir
bar-measure = Medir
bar-forecast = Prever
bar-act = Actuar
bar-share = Compartir

note-zero = El intervalo incluye el cero: no se distingue de un efecto nulo.
refused = no se da
column-low = mínimo
column-high = máximo

figure-today = tan bien como hoy
figure-unknown = como si no supiera nada de ti
figure-half = a mitad de camino
figure-refused = Rayado: { $reason }
figure-faint = Líneas tenues: los otros recuadros.
figure-data = Los mismos datos en una tabla
figure-csv = Descargar los datos (CSV)
figure-svg = Descargar la figura (SVG)

page-skip = Saltar al texto
page-name = Capstan
page-caution = Atención

## forecast

# Lo que dice la sala de previsiones.

# Quién hace qué. Una cláusula sigue a «Con».
and = { $a } y { $b }
if = Con { $actions }, { $what }.
who-members = { $part } integrantes
who-members-all = la totalidad de integrantes
who-group = { $part } personas del grupo «{ $group }»
who-group-all = todas las personas del grupo «{ $group }»
who-called-all = todas las personas llamadas
who-called = { $part } personas llamadas
pull-strike = la huelga de { $who }
pull-strike-from = el cese de aportaciones de { $who } desde el { $date }
pull-boycott = la salida de { $who }
pull-volume = la retención del { $share } de los datos de { $who }
pull-poison = las valoraciones falsas de { $who }
pull-other = «{ $lever }» de { $who }

# Las vistas, según la palanca.
everyone = todas las personas
strikers-strike = quienes hacen huelga
strikers-boycott = quienes se van
strikers-other = quienes participan
bystanders-strike = quienes no hacen huelga
bystanders-boycott = quienes se quedan
bystanders-other = quienes no participan
similar-any = quienes son del mismo grupo y no participan
others-any = quienes no recibieron la llamada

# Métricas: un nombre y una línea que dice qué es.
metric-surfaced-hits = aciertos mostrados
metric-rmse = error típico (RMSE)
metric-mae = error medio (MAE)
metric-precision-5 = precisión en los 5 primeros
metric-precision-10 = precisión en los 10 primeros
metric-recall-10 = exhaustividad en los 10 primeros
metric-ndcg-5 = orden de los 5 primeros (nDCG)
metric-ndcg-10 = orden de los 10 primeros (nDCG)
metric-normalised-hits = aciertos normalizados
what-surfaced-hits = De todo lo que gustó después a las personas, cuántos artículos estaban entre los que el sistema les habría mostrado. Las cifras de grupos separados suman la de todas las personas.
what-rmse = Por cuántos puntos fallan sus estimaciones; los fallos grandes pesan más. Menos es mejor.
what-mae = Por cuántos puntos fallan sus estimaciones, en promedio. Menos es mejor.
what-precision-5 = De los 5 primeros artículos que mostraría a una persona, cuántos le gustan.
what-precision-10 = De los 10 primeros artículos que mostraría a una persona, cuántos le gustan.
what-recall-10 = De los artículos que gustan a una persona, cuántos están entre los 10 primeros que mostraría.
what-ndcg-5 = Cuán bien ordenados están los 5 primeros artículos; 1000 de 1000 es el mejor orden posible.
what-ndcg-10 = Cuán bien ordenados están los 10 primeros artículos; 1000 de 1000 es el mejor orden posible.
what-normalised-hits = De los artículos que gustan a una persona, cuántos estaban entre los que le habría mostrado. Cada persona cuenta igual.
axis-change = Cambio en { $metric } para las mismas personas, { $unit }
unit-surfaced-hits = de cada 1000 artículos que gustan, entre todas las personas
unit-thousand = de cada 1000
unit-points = en puntos de la escala
amount-thousand = { $n } de cada 1000
amount-points = { $n } puntos de la escala

# El hallazgo.
title-loss = el sistema pierde { $loss }
title-hits = el sistema mostraría unos { $n } artículos { $direction ->
    [less] menos
   *[more] más
} de cada 1000 que gustan a las personas
title-metric = el sistema da { $amount } { $direction ->
    [less] menos
   *[more] más
} en { $metric }
title-unknown = no podemos decir si el sistema sirve a las personas de otra manera
title-unknown-for = no podemos decir si cambia algo para { $view }
title-none = no podemos decir nada
title-for = para { $view }, { $what }
loss-parts = cerca de { $count } de cada { $of } partes ({ $percent }) de lo que da la personalización
loss-percent = cerca del { $percent } de lo que da la personalización
loss-more = más que todo lo que da la personalización ({ $percent })
loss-gain = nada: sirve mejor a las personas (un { $percent } de lo que da la personalización)
loss-range = Eso está entre el { $low } y el { $high } de lo que da la personalización.

# Las frases que siguen.
hits-lead = De cada 1000 artículos que gustan después a las personas, el sistema les mostraría unos { $n } { $direction ->
    [less] menos
   *[more] más
}, { $range }.
metric-lead = Son cerca de { $amount } { $direction ->
    [less] menos
   *[more] más
} en { $metric }, { $range }.
hits-unknown = El cambio no se distingue de cero: de cada 1000 artículos que gustan después a las personas puede estar { $range }.
metric-unknown = El cambio en { $metric } no se distingue de cero: puede estar { $range }.
range-both = entre { $low } y { $high }
range-across-hits = entre { $low } menos y { $high } más
range-across = entre una bajada de { $low } y una subida de { $high }
tell-more = Más réplicas pueden estrechar esto ({ $command }). Donde no basten, solo lo harían los datos de más personas.
distinct-from = Se distingue de cero cuando participan { $part }.
distinct-last = De las participaciones examinadas, solo con la mayor se distingue de cero.
distinct-never = No se distingue de cero en ninguna de las participaciones examinadas.
lead-for = { $what } Esto es para { $view }.
views-intro = Con { $actions }, esto cambia en promedio:
view-hits = Para { $view }: unos { $n } { $direction ->
    [less] menos
   *[more] más
} de cada 1000 artículos que les gustan, { $range }.
view-hits-unknown = Para { $view }: ningún cambio que se distinga de cero, { $range } de cada 1000 artículos que les gustan.
view-metric = Para { $view }: cerca de { $amount } { $direction ->
    [less] menos
   *[more] más
} en { $metric }, { $range }.
view-metric-unknown = Para { $view }: ningún cambio en { $metric } que se distinga de cero, { $range }.
view-gone = Para { $view }: ya no se les muestra nada. En los aciertos mostrados y normalizados esto cuenta como nada encontrado.
view-none = Para { $view }: { $reason }.
views-random = La llamada va a todas las personas: las del mismo grupo son simplemente quienes no participan, y no hay otras.
gap-hits = Hoy { $model } encuentra { $today } de cada 1000 artículos que gustan después a las personas. Sin personalización, { $counterpart } encuentra { $unknown }.
gap-metric = Hoy { $model } tiene en { $metric } { $today }. Sin personalización, { $counterpart } tiene { $unknown }.
gap-known = Lo que da la personalización es la diferencia: { $gap }, { $range }.
gap-unknown = Esa diferencia no se distingue de cero.
gap-below = Así que la personalización lo empeora.

# Masa crítica.
critical-found = Masa crítica: { $share }, es decir { $people ->
    [one] una persona
   *[other] { $people } personas
}. Con esa participación es muy probable que { $target }.
critical-range = La masa crítica puede estar entre el { $low } y el { $high }.
critical-open = La masa crítica puede estar del { $low } en adelante, o fuera de alcance.
critical-none = No se encontró masa crítica: { $reason }. El objetivo: que { $target }.
critical-mark = Masa crítica: { $share }
critical-title = Masa crítica: con { $share } es muy probable que { $target }
target-loss-least = se pierda al menos el { $amount } de lo que da la personalización
target-loss-most = se pierda como mucho el { $amount } de lo que da la personalización
target-change-least = el cambio en { $metric } sea de al menos { $amount }
target-change-most = el cambio en { $metric } sea como mucho de { $amount }
target-value-least = el valor de { $metric } sea de al menos { $amount }
target-value-most = el valor de { $metric } sea como mucho de { $amount }
target-in = { $target }, en { $metric }
target-for = { $target }, para { $view }

# Las formas, y lo que aconseja la teoría de la acción colectiva.
shape-accelerating = Cada persona más añade más que la anterior.
shape-decelerating = Cada persona más añade menos que la anterior.
shape-s-shaped = Al principio cada persona más añade más que la anterior; después, menos.
shape-reverse-s = Al principio cada persona más añade menos que la anterior; después, más.
shape-linear = Cada persona más añade casi lo mismo que la anterior.
shape-unknown = No se puede decir qué forma tiene la curva: { $reason }.
advice-accelerating = Las primeras personas ven menos de lo que hacen que quienes vienen después. La teoría de la acción colectiva aconseja que alguien organice el comienzo, y compromisos que valgan cuando se haya comprometido bastante gente.
advice-decelerating = Pocas personas hacen mucho, así que las demás pueden dejárselo a ellas. La teoría de la acción colectiva aconseja preguntar primero a quienes tienen menos interés: quienes tienen más vendrán igual.
advice-s-shaped = La teoría de la acción colectiva aconseja que alguien organice el comienzo, y compromisos que valgan cuando se haya comprometido bastante gente. Pasado el recodo la campaña se sostiene sola, y más personas añaden poco.
advice-reverse-s = Una campaña pequeña se nota pronto; luego viene un tramo en que más personas añaden poco. La teoría de la acción colectiva aconseja, para cruzarlo, compromisos que valgan cuando se haya comprometido bastante gente.
advice-linear = No hay umbral: quien se suma cuenta tanto como quienes vinieron antes y quienes vendrán después.
advice-unknown = Por eso no se sigue ningún consejo sobre cómo organizarse. Más réplicas o más datos pueden decirlo.
advice-source = Sobre formas y organización: Oliver, Marwell y Teixeira 1985, doi:10.1086/228313.

# Notas.
note-synthetic = Estos datos son inventados. Las cifras muestran cómo es una previsión, no lo que pasa a personas reales.
note-no-gap = No hay brecha que podamos ver: quizá { $model } no sirve mejor a las personas que { $counterpart }. Si el modelo está sin ajustar, prueba { $command }. Si no, más réplicas pueden decirlo.
note-gap-below = No hay brecha que perder: { $model } sirve a las personas peor que { $counterpart }. Quizá está sin ajustar: prueba { $command }.
note-no-gap-other = No se puede decir nada como parte de lo que da la personalización: { $reason }.
note-plain = { $model } muestra a todas las personas lo mismo, así que no hay personalización que perder.
note-one-replicate = Hay una sola réplica: los intervalos dicen qué personas están en los datos, pero no quién participa.
note-published = Las particiones son las del estudio de 2019, sorteadas aparte para cada tamaño de huelga. Úsalo solo para comparar.
note-simulated = Esto es una simulación. Capstan no tiene nada con qué hacerlo. Cuando quien opera el sistema filtra las valoraciones falsas, no hace más que una huelga.
note-stopped = El cálculo paró antes, tras { $replicates } réplicas, porque los intervalos ya eran lo bastante estrechos.
note-tolerance-missed = Tras { $replicates } réplicas los intervalos seguían más anchos de lo pedido. Más réplicas pueden estrecharlos.
note-measured-from = Solo se miden las valoraciones desde el { $date }.

# Figuras y tablas.
x-strike = Parte de { $whom } que hace huelga
x-strike-from = Parte de { $whom } que no aporta nada desde el { $date }
x-boycott = Parte de { $whom } que se va
x-volume = Parte de { $whom } que retiene el { $share } de sus datos
x-poison = Parte de { $whom } que da valoraciones falsas
x-other = Parte de { $whom } que participa
x-part = { $label }; al 100 % es el { $part }
whom-members = integrantes
whom-group = las personas del grupo «{ $group }»
whom-called = las personas llamadas
line-today = { $model } hoy
line-now = hoy
line-unknown = { $model }, lo mismo para todas las personas
caption = Hecho con { $model } y los datos { $data }: { $folds } particiones, { $replicates ->
    [one] un sorteo
   *[other] { $replicates } sorteos
} de quién participa. La línea es la estimación y la banda su intervalo del 95 %: cuánto podría desviarse con otras personas en los datos y otras que participan.
caption-views = Las bandas son intervalos del 95 %, como arriba.
caption-published = { $text } Las particiones son las del estudio de 2019.
views-both = el servicio empeora tanto para { $strikers } como para { $bystanders }
views-strikers = el servicio empeora para { $strikers }; para { $bystanders } ningún cambio se distingue de cero
views-bystanders = el servicio empeora para { $bystanders }; para { $strikers } ningún cambio se distingue de cero
views-unknown = ningún cambio se distingue de cero, ni para quienes participan ni para las demás personas
views-left-lose = el servicio empeora para { $bystanders }
views-left-unknown = para { $bystanders } ningún cambio se distingue de cero
views-mixed = Lo que cambia para cada cual
describe = Cambio en { $metric } para { $view }, { $unit }, con intervalos del 95 %.
describe-point = Con { $part }: { $change }.
head-participation = Participan
head-taking-part = Participan (personas)
head-people = Personas
head-value = Después
head-change = Cambio
head-loss = Parte perdida de la brecha
head-loss-percent = Parte perdida de la brecha, %
head-metric = Métrica
head-today = { $model } hoy
head-unknown = { $model }
head-gap = Brecha
table-curve = Participación y sus efectos: { $metric } para { $view }, { $unit }, con intervalos del 95 %
table-main = Cambio en { $metric }, { $unit }, con intervalos del 95 %
table-metrics = Todas las métricas hoy para todas las personas, con intervalos del 95 %
table-metrics-note = Las métricas son partes de 1000; los errores, puntos de la escala. La brecha dice cuánto mejor sirve la personalización.

# Dos previsiones, una al lado de la otra.
pair-nothing = No hay ninguna participación en la que ambas tengan una cifra
pair-same = Con una participación de { $part }, A y B no se distinguen
pair-hits = Con una participación de { $part }, B mostraría a las personas unos { $n } artículos { $direction ->
    [less] menos
   *[more] más
} de cada 1000 que les gustan que A
pair-metric = Con una participación de { $part }, B daría cerca de { $amount } { $direction ->
    [less] menos
   *[more] más
} que A en { $metric }
pair-range = La diferencia: { $range }{ $direction ->
    [fewer] {" "}menos
    [more] {" "}más
    [lower] {" "}menos
    [higher] {" "}más
   *[none] {""}
}, para { $view }.
pair-side = { $name }, { $model } con { $data }: { $what }
pair-other-data = Las dos son de datos distintos. Lo que difiere puede estar en los datos.
pair-note = El intervalo de la diferencia toma las dos como independientes. Donde comparten datos y semilla, es demasiado ancho más que demasiado estrecho.
pair-caption = Las líneas son las estimaciones, las bandas sus intervalos del 95 %.
pair-made = Cómo se hizo { $name }
pair-footer = Capstan { $version }
section-pair = Lado a lado
table-pair = Cambio en { $metric } para { $view }, { $unit }, con intervalos del 95 %
head-difference = B menos A
x-pair = A: { $a }. B: { $b }.

# Títulos.
section-figure = Qué pasaría
section-views = Para quién cambia el servicio
section-details = Todas las métricas
section-made = Cómo se hizo
fold-metric = { $metric }: cambio por participación y vista
fold-explained = Qué significan las métricas

# Cómo se hizo.
made-data = Datos
made-data-size = { $name }: { $users } personas, { $items } artículos, { $ratings } valoraciones de { $low } a { $high }; desde { $relevant } un artículo cuenta como que gusta
made-hash = Huella del contenido de los datos
made-seed = Semilla
made-model = Modelo del operador
made-params = Sus ajustes
made-source = Su fuente
made-counterpart = Representa la falta de personalización
made-unknown = Qué recibe quien el modelo no conoce
made-scenario = Quién hace qué
made-scenario-part = { $line }; con el 100 % en la curva participa el { $part }
made-scenario-line = { $lever } de { $group }: se llama a { $people } personas
made-protocol = Cómo se sortearon los mundos
made-paired = Emparejados: los mundos de una réplica comparten particiones, primeros factores y orden de las personas. Así que solo difieren en quién participa.
made-published = Como en el estudio de 2019: particiones sorteadas aparte para cada tamaño.
made-replicates = Réplicas
made-replicates-of = { $replicates } de { $asked } como mucho, cada una con { $folds } particiones
made-intervals = Intervalos
made-intervals-how = Del 95 %, con { $draws } sorteos bootstrap de personas y la dispersión entre réplicas. Dicen cuánto podría desviarse una cifra con otras personas de la misma población y otras que participan.
made-target = Objetivo
made-version = Versión
made-version-of = Capstan { $version } en { $processor }
made-words = Las particiones son partes de las valoraciones que se apartan por turnos para probar. Una réplica es un sorteo de quién participa, de las particiones y de dónde empieza el aprendizaje. La semilla decide todos los sorteos.
made-verify = Para hacerlo de nuevo y comparar, todo o en parte:
made-footer = Capstan { $version }, semilla { $seed }
model-named = { $name }: { $what }
model-global-mean = la media de todas las valoraciones, para cada artículo y persona
model-item-mean = la valoración media de cada artículo, la misma para todas las personas
model-popularity = a cuántas personas gusta cada artículo, lo mismo para todas
model-svd = aprende de las valoraciones gustos ocultos de las personas y rasgos ocultos de los artículos
model-als = aprende gustos y rasgos ocultos, por turnos de personas y de artículos
model-implicit-als = aprende gustos y rasgos ocultos de quién tomó qué artículo
model-item-knn = mira los artículos que recibieron valoraciones parecidas
model-user-knn = mira a las personas que valoran de forma parecida
model-ease = aprende de cada artículo cuánto dice de todos los demás
none-set = ninguno

# Razones por las que no se da una cifra.
reason-no-test = nadie tiene las valoraciones de prueba que esta métrica necesita
reason-gap-zero = la brecha de personalización no se distingue de cero, así que no hay por qué dividir
reason-gap-below = el modelo sirve a las personas peor que su contraparte, así que no hay personalización que perder
reason-gap-here = aquí la brecha de personalización no se distingue de cero
reason-left = quienes participan se han ido, así que no hay nada que medir
reason-nobody = no participa nadie, o casi nadie
reason-all-in = nadie del grupo, o casi nadie, se queda fuera
reason-no-others = la llamada va a todas las personas, así que no hay otras
reason-hardly = no queda casi nadie en quien medir esto
reason-shape-no-point = no hay ningún punto del que leer una forma
reason-shape-two = una forma pide al menos dos participaciones
reason-shape-no-effect = el efecto mismo no se distingue de ninguno
reason-shape-wide = los intervalos de los recodos incluyen el cero y son demasiado anchos para una línea recta
reason-not-reached = ninguna participación examinada alcanza el objetivo con una probabilidad del 95 %
reason-popularity = la popularidad cuenta personas, no predice valoraciones
reason-implicit = estima el interés entre 0 y 1, no predice valoraciones
reason-interest = estima el interés, no predice valoraciones
serves-damped = la media más el sesgo amortiguado del artículo: sin personalización
serves-bias = la media más el sesgo del artículo: sin personalización
serves-item-mean = la valoración media de cada artículo: sin personalización
serves-item-mean-all = la valoración media de cada artículo, como todas las personas
serves-liked = los artículos que más gustan: sin personalización
serves-liked-all = los artículos que más gustan, como todas las personas
serves-mean = la media de todas las valoraciones

# Lo que añade sumarse.
joining-known = Desde aquí, con cada { $people ->
    [one] persona más
   *[other] { $people } personas más
} que participe, el valor de { $metric } { $direction ->
    [less] baja
   *[more] sube
} en torno a { $amount }, { $range }.
joining-unknown = Con estos datos no se puede decir si { $people ->
    [one] una persona más cambia
   *[other] { $people } personas más cambian
} algo desde aquí. El cambio puede estar { $range }.
joining-for = Esto se refiere a { $view }.
joining-end = No se miró qué pasa con más participantes que ahora. Por eso no podemos decir qué añade sumarse.
joining-none = No podemos decir qué añade sumarse: la previsión no tiene cifras para ello.
joining-loose = Los dos puntos en que se apoya se toman como independientes, así que el intervalo es más bien demasiado ancho.
joining-people = Las personas se cuentan en los datos de la previsión, que tienen { $users } personas. Tu campaña puede ser mayor o menor.

## values of records

# El valor de los registros, en una página y en una terminal.

records-title = { $above } de { $players } { $unit ->
    [owner] titulares
    [group] grupos
   *[record] registros
} { $above ->
    [one] ayuda
   *[other] ayudan
} y { $below } { $below ->
    [one] perjudica
   *[other] perjudican
}
records-title-unknown = No se sabe de ninguno de { $players } { $unit ->
    [owner] titulares
    [group] grupos
   *[record] registros
} si ayuda
records-title-open = Qué aportan { $players } { $unit ->
    [owner] titulares
    [group] grupos
   *[record] registros
}
records-lead = De { $players } { $unit ->
    [owner] titulares
    [group] grupos
   *[record] registros
}, es muy probable que { $above } { $above ->
    [one] ayude
   *[other] ayuden
} y { $below } { $below ->
    [one] perjudique
   *[other] perjudiquen
}.
records-unclear = De { $unclear } no podemos decirlo: su intervalo incluye el cero.
records-overlap = Algunos registros están en varios grupos. Cuentan mientras esté uno de sus grupos.
records-ungrouped = { $records ->
    [one] Un registro no está
   *[other] { $records } registros no están
} en ningún grupo y siempre cuentan.
records-owned = Lo que aporta cada titular es la suma de lo que aporta cada uno de sus registros.
records-view-strikers = Cada valor se mide con los ejemplos de prueba { $unit ->
    [group] de la propia gente del grupo
   *[owner] de la propia persona
}.
records-view-bystanders = Cada valor se mide con los ejemplos de prueba de todas las demás personas, sin { $unit ->
    [group] la gente del grupo
   *[owner] la persona
}.
records-view-others = Los valores se miden con los ejemplos de prueba de personas cuyos datos no se valoran.
records-unseen = { $unseen ->
    [one] Uno no tiene valor: cuentan menos de dos ejemplos de prueba{ $metric ->
        [r2] {" "}o todas sus etiquetas son iguales
       *[other] { "" }
    }.
   *[other] { $unseen } no tienen valor: para cada uno cuentan menos de dos ejemplos de prueba{ $metric ->
        [r2] {" "}o todas sus etiquetas son iguales
       *[other] { "" }
    }.
}
records-too-few = pocos ejemplos de prueba
records-sum = Los valores suman { $sum }.
records-no-sum = Estos valores no suman un todo, porque cada uno se mide con otros ejemplos de prueba. { $unit ->
    [group] La puntuación de todos juntos, y lo que los grupos son entre sí, se miden con todas las personas.
   *[owner] La puntuación de todos juntos se mide con todas las personas.
}
records-tried-on = Lo que queda se prueba con los ejemplos de prueba de todas las personas.
records-worth = Con todos la puntuación es { $all }.
records-worth-both = Con todos la puntuación es { $all }; con ninguno sería { $nobody }.
records-over-tests = Los intervalos dicen cuánto cambiarían los valores con otros ejemplos de prueba.
records-over-samples = Los intervalos dicen cuánto cambiarían los valores con otros sorteos. Los ejemplos de prueba son los mismos.
records-over-both = Los intervalos dicen cuánto cambiarían los valores con otros ejemplos de prueba y otros sorteos.
records-halve-both = Con el cuádruple de ejemplos de prueba y de sorteos, los intervalos serían la mitad.
records-halve-tests = Con unos { $more } ejemplos de prueba más, los intervalos serían la mitad.
records-halve-samples = Con unas { $more } evaluaciones más, los intervalos serían la mitad.
records-stopped-tolerance = El sorteo terminó porque todos los intervalos eran bastante estrechos.
records-stopped-budget = El sorteo terminó porque se gastó el presupuesto.
records-bias = Los recorridos terminaron cuando quedaba poco. Un valor puede desviarse { $bias } además de su intervalo.
records-only-label = Todos los registros llevan la etiqueta «{ $label }». Los valores solo dicen quién está cerca, no quién acierta.
records-one-part = Solo hay una puntuación. Por eso los intervalos no tienen límites.

records-section-spread = Cómo se reparten los valores
records-section-ends = Los más altos y los más bajos
records-section-use = Para qué sirven los valores
records-section-made = Cómo se hizo

records-spread-title = Del valor más bajo al más alto
records-spread-describe = Los valores del más bajo al más alto: un cuarto está por debajo de { $low }, la mitad por debajo de { $middle } y un cuarto por encima de { $high }.
records-spread-x = Parte del total, desde el valor más bajo
records-spread-caption = Cada punto es el valor en ese lugar del orden, con su intervalo del 95 %.
records-value = Valor
records-zero = no aporta nada

records-ends-caption = Los valores más altos y más bajos, con intervalos del 95 %
records-id = Identificador

records-seen-everyone = todas las personas
records-seen-strikers = { $unit ->
    [group] su propia gente
   *[owner] la propia persona
}
records-seen-bystanders = todas las demás
records-seen-others = personas cuyos datos no se valoran
records-share = Parte
records-views-caption = Lo que { $unit ->
    [group] los grupos
   *[owner] los titulares
} aportan en cada vista: una parte aporta menos que esto

records-groups-caption = Lo que cada grupo aporta a la puntuación, con intervalos del 95 %
records-group = Grupo
records-size = Registros
records-metric-accuracy = exactitud
records-metric-log-loss = pérdida logarítmica
records-metric-squared-error = error cuadrático
records-metric-r2 = R²
records-metric-right-neighbours = parte de vecinos correctos
records-metric-vote = parte de votos correctos
records-metric-score = puntuación de la orden
records-group-axis = Lo que un grupo aporta a { $metric }
records-group-describe = { $who }: { $value }.
records-group-figure = Los puntos son estimaciones y las líneas, intervalos del 95 %. Un punto hueco no se distingue de nada.
records-section-groups = Lo que aporta cada grupo

records-made-train = Registros
records-made-test = Ejemplos de prueba
records-made-size = { $name }: { $records } con { $features } características
records-made-hash = Huella del contenido
records-made-method = Método
records-made-source = Fuente
records-made-settings = Ajustes
records-made-model = Modelo
records-made-metric = Puntuación
records-made-evaluations = Contado
records-made-groups = Grupos
records-made-subsets = Subconjuntos
records-made-seed = Semilla
records-made-again = Para hacerlo de nuevo
records-none-set = ninguno
records-footer = Hecho por Capstan { $version } con la semilla { $seed }.

## what values are good for

# Pruebas de los valores, de puntuaciones y de registros.

use-not-tried = No se probó si estos valores sirven. La opción --check lo prueba.
use-good = Quitar los valores más altos daña más que quitar otros tantos al azar
use-none = Quitar los valores más altos no daña más que el azar
use-x = Parte que se quita
use-y = Puntuación de lo que queda
use-describe = Sin la mitad, la puntuación es { $best } sin los más altos, { $worst } sin los más bajos y { $random } al azar.
use-caption = Los modelos aprendieron de nuevo con lo que queda. Cada línea dice qué se quita primero.
use-caption-command = La orden puntuó lo que queda. Cada línea dice qué se quita primero.
use-best = primero los altos
use-worst = primero los bajos
use-random = al azar
use-share = Parte
use-wrong = De { $made } etiquetas que cambiamos a propósito, { $found } estaban entre los { $made } valores más bajos. El azar halla unas { $chance }.
use-lower = Una etiqueta falsa tuvo menos valor que una correcta en el { $lower } de los pares. El azar da 50 %.
use-stable = Dos mitades independientes coinciden en el orden con una correlación de rangos de { $rho }. El azar da cerca de 0.
use-stable-people = Dos mitades de las personas de prueba coinciden en el orden con una correlación de rangos de { $rho }. El azar da cerca de 0.

## values of groups

# Lo que se dice de los grupos además de sus valores.

groups-and = { $first } y { $last }
groups-leverage-means = La fuerza es lo que se pierde si el grupo se va. A solas es lo que aporta sin nadie más.
groups-pairs-means = En común es lo que dos grupos aportan más allá de lo que cada uno aporta solo. La sinergia es lo que además se pierde si se van ambos.
groups-unions-means = Primero las uniones se reparten el total, cada una como una sola. Luego sus grupos se reparten lo que le tocó.
groups-synergy-means = La sinergia es lo que se pierde si se van a la vez, además de lo que se pierde por separado.

# Partes del total.
groups-excess-some = Algunos grupos tienen motivos para irse, sea cual sea el reparto. Un conjunto valdría { $most } más a solas.
groups-excess-none = Ningún conjunto de grupos tiene motivos para irse. Cada uno recibe al menos unos { $most } más de lo que vale a solas.
groups-excess-unknown = No se sabe si algún conjunto de grupos valdría a solas más de lo que recibe.

# Parejas y coaliciones.
groups-pair-allies = { $a } y { $b } se refuerzan: cada grupo hace que los datos del otro valgan más.
groups-pair-substitutes = { $a } y { $b } pueden sustituirse: quien pierde un grupo aún tiene el otro.
groups-pair-unknown = { $count ->
    [one] De una pareja no se sabe.
   *[other] De { $count } parejas no se sabe.
}
groups-pair-more = { $count ->
    [one] Una pareja más se refuerza o se sustituye
   *[other] { $count } parejas más se refuerzan o se sustituyen
}, con menos fuerza. El archivo values.json las tiene todas.
groups-pairs-all = Las { $count } parejas
groups-pair-none = No hay ninguna pareja que actúe en común de un modo que se distinga.
groups-bond-allies = se refuerzan
groups-bond-substitutes = se sustituyen
groups-bond-unknown = no se sabe
groups-stronger = { $who }: si se van a la vez se pierde más que la suma de sus pérdidas. La unión hace la fuerza.
groups-weaker = { $who }: si se van a la vez se pierde menos que la suma de sus pérdidas. Cada grupo se apoya en los demás.
groups-alike = { $who }: no se distingue que irse a la vez sea distinto de la suma de sus pérdidas.

# Tablas.
groups-head-group = Grupo
groups-head-groups = Grupos
groups-head-union = Unión
groups-head-value = Recibe
groups-head-coalition = Coalición
groups-head-leverage = Fuerza
groups-head-alone = A solas
groups-head-pair = Pareja
groups-head-interaction = En común
groups-head-synergy = Sinergia
groups-head-bond = Relación
groups-table-alone = Irse y estar a solas: { $what }, con intervalos del 95 %
groups-table-unions = Lo que recibe cada unión: { $what }, con intervalos del 95 %
groups-table-pairs = Lo que dos grupos son entre sí: { $what }, con intervalos del 95 %
groups-table-coalitions = Coaliciones por las que se preguntó: { $what }, con intervalos del 95 %

# Títulos.
groups-section-alone = Irse y estar a solas
groups-section-pairs = Quiénes se refuerzan y quiénes se sustituyen
groups-section-unions = Lo que recibe cada unión
groups-section-coalitions = Coaliciones

## values of people and groups

# Lo que personas y grupos aportan a un recomendador.

value-metric-surfaced-hits = aciertos mostrados
value-metric-rmse = error típico (RMSE)
value-metric-mae = error medio (MAE)
value-metric-precision-5 = precisión en los 5 primeros
value-metric-precision-10 = precisión en los 10 primeros
value-metric-recall-10 = exhaustividad en los 10 primeros
value-metric-ndcg-5 = orden de los 5 primeros (nDCG)
value-metric-ndcg-10 = orden de los 10 primeros (nDCG)
value-metric-normalised-hits = aciertos normalizados
value-unit-thousand = de cada 1000
value-unit-points = en puntos de la escala
value-amount-thousand = { $n } de cada 1000
value-amount-points = { $n } puntos de la escala

# El resultado.
value-title-most = { $who } es lo que más aporta: cerca de { $amount } en { $metric }
value-title-less = Ningún grupo aporta nada que se distinga, y { $who } resta cerca de { $amount }
value-title-unknown = No se distingue que los datos de algún grupo cambien algo
value-title-people = Los datos de { $count } de { $people } personas cambian algo que se distingue
value-title-nobody = No se distingue que los datos de una sola persona cambien algo

# Las primeras frases.
value-lead-all = Con los datos de todas las personas, { $model } alcanza { $all } en { $metric } para todas.
value-lead-nobody = Sin los grupos alcanza { $nobody }.
value-lead-view = Aquí los valores tratan del servicio a { $view }.
value-clear = { $better ->
    [0] Ninguna parte aporta
    [one] Una parte aporta
   *[other] { $better } partes aportan
} algo que se distingue, y { $worse ->
    [0] ninguna resta
    [one] una resta
   *[other] { $worse } restan
} algo.
value-rest = { $rest ->
    [one] De una más no se sabe.
   *[other] De { $rest } más no se sabe.
}
value-chance = Entre { $people }, cerca de { $count } parecerían cambiar algo solo por azar.
value-refused = { $count ->
    [one] Una no tiene valor:
   *[other] { $count } no tienen valor:
} nadie de la vista tiene valoraciones de prueba que { $metric } necesita.
value-error = Si se trata de un error, aportar es hacerlo menor.

# Qué es un valor.
value-method-loo = Un valor es lo que se pierde si una parte se va y las demás se quedan.
value-method-shapley = Un valor es la media de lo que se aporta a quienes llegaron antes, en todos los órdenes.
value-method-owen = Un valor es la media de lo que se aporta a quienes llegaron antes. Los grupos de una unión llegan juntos.
value-method-banzhaf = Un valor es la media de lo que se aporta a un subconjunto de los demás.
value-method-permutation = Un valor es la media de lo que se aporta a quienes llegaron antes, en órdenes sorteados.
value-method-least-core = Un valor es una parte del total: la más igual de las que dejan menos motivos para irse.
value-method-nucleolus = Un valor es una parte del total que deja los menores motivos para irse, uno tras otro.
value-drawn = { $draws ->
    [one] Se sorteó uno
   *[other] Se sortearon { $draws }
}, y cada orden también al revés.
value-drawn-subsets = { $draws ->
    [one] Se sorteó un subconjunto.
   *[other] Se sortearon { $draws } subconjuntos.
}

# Vistas.
value-view-everyone = todas las personas
value-view-strikers = su propia gente
value-view-bystanders = todas las demás
value-view-others = quienes no están en ningún grupo
value-view-strikers-people = la propia persona

# Con qué seguridad.
value-halve-worlds = { $worlds ->
    [one] Con un mundo más los intervalos serían la mitad, de media.
   *[other] Con { $worlds } mundos más los intervalos serían la mitad, de media.
}
value-halve-people = Con más mundos los intervalos no serían la mitad: vienen de las pocas personas medidas. { $people ->
    [one] Con una persona más
   *[other] Con { $people } personas más
} sí.
value-alone-note = El valor para el servicio de una sola persona solo varía con los pliegues.
value-note-synthetic = Estos datos son inventados. Las cifras muestran cómo son los valores, no lo que aportan personas reales.
value-note-one-replicate = Con una sola réplica, los intervalos no incluyen cómo se cortan las valoraciones en pliegues.
value-note-overlap = Algunas personas están en varios grupos. Cuentan mientras esté uno de sus grupos.
value-note-tolerance-met = Los intervalos son tan estrechos como se pidió.
value-note-tolerance-missed = Los intervalos son más anchos de lo pedido: conviene subir { $option }.
value-note-ungrouped = { $people ->
    [one] Una persona no está
   *[other] { $people } personas no están
} en ningún grupo y siempre cuentan.

# Tablas y figuras.
value-table-groups = Lo que cada grupo aporta a { $metric }, { $unit }, con intervalos del 95 %
value-table-people = Lo que las personas aportan a { $metric }, { $unit }: una parte de ellas aporta menos que esto
value-head-group = Grupo
value-head-people = Personas
value-head-share = Parte
value-what = { $metric } para todas las personas, { $unit }
value-axis = Lo que un grupo aporta a { $metric } para { $view }, { $unit }
value-describe = { $who }: { $value }.
value-caption = Los puntos son estimaciones y las líneas, intervalos del 95 %. Un punto hueco no se distingue de nada.

# Títulos y cómo se hizo.
value-section-figure = Lo que aporta cada grupo
value-section-people = Cómo se reparte entre las personas
value-section-use = Para qué sirven los valores
value-section-made = Cómo se hizo
value-made-model = Modelo
value-made-data = Datos
value-made-data-words = { $name }: { $users } personas, { $items } artículos, { $ratings } valoraciones
value-made-hash = Huella del contenido de los datos
value-made-groups = Grupos
value-made-method = Método
value-made-worlds = Mundos
value-made-worlds-words = { $worlds }: subconjuntos: { $subsets }, réplicas: { $replicates }, pliegues: { $folds }
value-made-seed = Semilla
value-made-verify = Se repite con
value-footer = Capstan { $version }, semilla { $seed }

## dividends

# Lo que dice la sala de dividendos.

title = { $people ->
    [one] Una persona recibe { $money } según { $rules }
   *[other] { $people } integrantes se reparten { $money } según { $rules }
}
# A rule has the same name in every language: that of its option.
rule-called = { $rule }
rule-named = la regla «{ $rule }»
rules-mixed = una mezcla de las reglas { $rules }
lead-alone = El dividendo es { $most }.
lead-extremes = El dividendo más alto es { $most }, el del medio { $middle }, el más bajo { $least }.
lead-all-paid = Todas las personas reciben algo.
lead-unpaid = { $count ->
    [one] Una persona no recibe nada.
   *[other] { $count } personas no reciben nada.
}
lead-gini = El índice de Gini es { $gini }; 0 significa igualdad, cerca de 1 que una persona tiene casi todo.
lead-tenth = La décima parte con los dividendos más altos tiene el { $share } del dinero.
lead-certain = La tabla no da intervalos, así que no podemos decir cuán seguros son los valores.
lead-uncertain = Si los valores son tan inciertos como dicen sus intervalos, el índice está entre { $low } y { $high }.
lead-public-good = { $money } se reservan para lo que es de uso común.
lead-fees = { $money } se apartan para comisiones; las transferencias de esta ronda cuestan { $cost }.
lead-carried = { $count ->
    [one] Un saldo pasa a la ronda siguiente: { $money }.
   *[other] { $count } saldos pasan a la ronda siguiente: { $money } en total.
}
lead-left = { $count ->
    [one] Una persona se ha ido y cobra lo que había ganado: { $money }.
   *[other] { $count } personas se han ido y cobran lo que habían ganado: { $money } en total.
}
lead-lottery = Los premios se sortearon; tal como cayeron, el índice es { $gini }.

note-nobody = Según la regla «{ $rule }» nadie tiene derecho, así que su parte va a todas las personas por igual.
note-harm = La regla «{ $rule }» paga el daño como la ayuda, y así paga por estropear datos. No debe usarse para pagar.
note-deflated = Los valores bajo cero no ganan nada aquí, así que cada unidad de valor gana { $factor } de lo que añade.
note-more-equal = Las partes ya tienen un índice de Gini de { $gini }; no se mezcló pago igual.
note-mixed = Para llegar al índice pedido, el { $part } del dinero se reparte por igual.

# Las reglas, una línea cada una.
rule-equal = Cada persona recibe lo mismo.
rule-rank = Solo cuenta el puesto: una parte para el último, dos para el siguiente, y así.
rule-bins = Las personas se dividen en escalones de igual tamaño; un escalón más es una parte más.
rule-positive = Quien añade algo recibe lo mismo que los demás que añaden; el resto, nada.
rule-shift = Un valor cuenta desde el más pequeño; quien tiene el más pequeño no recibe nada.
rule-power = Como «shift», pero elevado a una potencia, que acerca o aleja a las personas.
rule-softmax = Cada persona recibe algo, y cada paso hacia arriba lo multiplica.
rule-clip = Un valor cuenta tal cual; quien hace daño no recibe nada.
rule-abs = Cuenta el tamaño del valor, ayude o dañe.

section-dividends = Quién recibe qué
section-inequality = Cuán desigual es
section-rules = Todas las reglas sobre los mismos valores
section-properties = Qué cumplen y qué rompen estas reglas
section-made = Cómo se hizo

figure-members-title = El dividendo más alto es el { $share } de lo que se reparte
figure-members-x = Parte del dinero
figure-members-about = Cada punto es la parte de una persona en lo que se paga a integrantes.
figure-members-within = Cada punto es la parte de una persona en lo que se paga a integrantes. La línea es el intervalo del 95 % que le dejan los valores.
figure-tenths-title = La décima parte con los dividendos más altos tiene el { $share }, la de los más bajos el { $least }
figure-tenths-about = Las personas están ordenadas por dividendo y divididas en diez partes.
tenth = décima parte { $number } de 10
lorenz-title = La mitad con los dividendos más bajos tiene el { $share } del dinero
lorenz-x = Parte de las personas, primero los dividendos más bajos
lorenz-y = Parte del dinero que tienen en total
lorenz-line = estas reglas
lorenz-equal = por igual
lorenz-about = Cuanto más cae la línea, menos iguales son los dividendos. La recta es el pago igual.
compare-title = «{ $least }» es la regla más igualitaria con estos valores, «{ $most }» la que menos
compare-x = Índice de Gini: 0 es igualdad, 1 es que una persona tiene todo
compare-about = Cada punto es una regla sola sobre los mismos valores. La línea que lo cruza es el intervalo del 95 %.
compare-this = estas reglas

table-members = Dividendos en { $currency }
table-tenths = Dividendos en { $currency } por décimas partes
table-inequality = Desigualdad de cada regla
table-properties = Qué cumple cada regla
table-groups = Grupos
head-id = integrante
head-value = valor
head-share = parte
head-amount = dividendo
head-paid = se paga ahora
head-carried = pasa
head-tenth = integrantes
head-mean = dividendo medio
head-rule = regla
head-gini = Gini
head-gini-unbiased = Gini, para pocos
head-theil = T de Theil
head-mean-log-deviation = desviación logarítmica media
head-atkinson-half = Atkinson ½
head-atkinson-one = Atkinson 1
head-top-tenth = décima parte más alta
head-top-hundredth = centésima parte más alta
head-palma = Palma
head-hoover = Hoover
head-group = grupo
head-people = integrantes
head-money = parte del dinero
head-inside = Theil dentro
index-infinite = alguien no recibe nada, así que este índice es infinito
group-nothing = el grupo no recibe nada
groups-words = De la T de Theil, { $between } está entre los grupos y { $within } dentro de ellos.
members-many = La tabla de las { $people } personas está en dividends.csv.

kept = sí
broken = no
property-budget = presupuesto
property-not-negative = nunca menos que nada
property-symmetry = iguales por igual
property-null-player = nada por nada
property-order = orden
property-splitting = dividirse no renta
property-translation = lo mismo sumado a todo
property-scale = otra unidad
keeps-budget = Lo que se paga y lo que se reserva es el presupuesto, hasta la última moneda.
keeps-not-negative = Nadie recibe menos que nada.
keeps-symmetry = Valores iguales reciben dividendos iguales, salvo una moneda.
keeps-null-player = Un valor de cero no recibe nada.
keeps-order = Quien añade más no recibe menos.
keeps-splitting = Quien divide su cuenta en dos no recibe más.
keeps-translation = Sumar lo mismo a cada valor no cambia nada.
keeps-scale = Medir los valores en otra unidad no cambia nada.
breaks-budget = Lo que se paga no es el presupuesto.
breaks-not-negative = Alguien puede recibir menos que nada.
breaks-symmetry = Valores iguales pueden recibir dividendos distintos.
breaks-null-player = Un valor de cero puede cobrar.
breaks-order = Quien añade más puede recibir menos.
breaks-splitting = Quien divide su cuenta en dos puede recibir más; hay que pagar a personas, no a cuentas.
breaks-translation = Sumar lo mismo a cada valor cambia los dividendos.
breaks-scale = Medir los valores en otra unidad cambia los dividendos.
untried = Ningún grupo al azar cabe en estas reglas, así que no se probó nada.
example-one = Por ejemplo, los valores { $values } reciben { $shares }.
example-two = Por ejemplo, { $values } reciben { $shares }, y { $changed } reciben { $changed_shares }.
properties-kept = Se cumple
properties-broken = Se rompe
properties-how = Cada propiedad se probó con hasta { $tried } grupos al azar de dos a seis personas. Se cumple si ninguno la rompió.
properties-low = Lo que llaman valor es el límite inferior de su intervalo, que es lo que cuenta aquí.
properties-pool = Hablan de quienes cobran como una sola persona. Entre esas personas reparte otra regla.

made-seed = Semilla
made-budget = Presupuesto
made-file = Valores
made-hash = Hash de los valores
made-version = Capstan
made-rounding = Redondeo
rounding-largest-remainder = Las monedas que no se pueden dividir van a los restos mayores.
rounding-webster = Las monedas se dan con el método de Webster: con más dinero nadie recibe menos.
rounding-cumulative = Las monedas se dan según lo que deben todas las rondas juntas, y el redondeo se compensa.
made-ties = Los empates se deciden con un hash de la semilla y el identificador, que cualquiera puede calcular.
made-intervals = Para los intervalos, cada valor se sacó { $draws } veces de alrededor del suyo. Cada vez se siguieron las reglas (JCGM 101:2008).
made-chain = Las reglas como archivo:
made-verify = Para calcularlo de nuevo:
made-footer = Capstan { $version }, semilla { $seed }

## audit

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
apart-lead = Los registros completos y los trabajos elegidos también van aparte, pues quien elige lo que envía no elige al azar.
apart-caption = El cambio en registros completos y en trabajos elegidos, cada uno por su lado, con intervalos del 95 %
average-job = Eso es { $amount } por trabajo: { $range }.
average-of-cut = Quienes cobraron menos perdieron { $amount } en promedio: { $range }.
range-between = entre { $low } y { $high }
direction-of-all = Si ninguna o todas las demás cobraron menos, está entre { $low } y { $high } del total de { $n } personas.

# Las figuras.
figure-verdicts = { $cut ->
    [one] 1 persona perdió con claridad
   *[other] { $cut } personas perdieron con claridad
}, { $gain ->
    [one] 1 ganó con claridad
   *[other] { $gain } ganaron con claridad
}
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
choice-cap-none = cada persona pesa tanto como sus trabajos
choice-cap = nadie pesa más de { $value }
choice-middle = el trabajo del medio de cada persona en lugar de todos
choice-doubted-yes = con trabajos cuyas partes no suman
choice-doubted-no = sin trabajos cuyas partes no suman
choice-records = { $way ->
    [full-log] solo trabajos de registros completos
    [picked] solo trabajos elegidos
   *[unknown] solo trabajos de los que no se sabe cómo se eligieron
}
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
why-shown-before = demasiado cercana a algo ya mostrado: la diferencia hablaría de pocas personas
not-shown = No se muestra: { $what }, porque es { $why }.
shown-headline = todo sobre las personas contadas
shown-of-pay = el promedio de todos los trabajos
shown-totals = las sumas de dinero
shown-worker-mean = el cambio de la persona media
shown-of-cut = el promedio de quienes cobraron menos
shown-promotions = las promociones de antes
shown-tips = las propinas
shown-opacity = cuánto del pago no se explica
shown-search = la regla simple que da más trabajos
shown-hourly = el pago por hora
shown-change-apart = el cambio en registros completos y en trabajos elegidos, cada uno por su lado
shown-tips-apart = las propinas en registros completos y en trabajos elegidos, cada uno por su lado
shown-opacity-apart = lo que no se explica en registros completos y en trabajos elegidos, cada uno por su lado
shown-search-apart = las reglas simples de registros completos y de trabajos elegidos, cada uno por su lado
shown-hourly-apart = el pago por hora en registros completos y en trabajos elegidos, cada uno por su lado
shown-take = lo que retuvo la plataforma
shown-changed = cuándo cambió la regla
shown-places = las cifras por lugar

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
false-cap = Nadie pesa más de { $cap } en un promedio, por mucho que envíe.
false-lead = Si el { $share } de estas personas fuera inventado, la parte de las demás que cobró menos estaría entre { $low } y { $high }.
false-turned = Al menos el { $share } de las personas tendría que ser inventado para que el cambio de la persona media cambiara de signo.
false-caption = Lo que podrían haber movido las donaciones falsas: cifras extremas de las demás. Los promedios se redondean hacia fuera, para no revelar nada de las pocas personas más extremas.
head-false = Inventadas
head-low = Mínimo
head-high = Máximo
head-false-cut = Cobraron menos, { $bound }
head-false-mean = Persona media, { $bound }

# Cuándo, propinas, horas.
changed-on = El pago dejó de seguir la regla el { $day }, como tarde el { $high } y como pronto el { $low }.
changed-day = El pago dejó de seguir la regla el { $day }. Ningún otro día es probable.
changed-shares = Antes la seguía el { $before } de los trabajos; desde entonces, el { $after }.
changed-none = No se ve ningún día en que el pago dejara de seguir la regla.
staggered-lead = { $changed ->
    [one] Cambió 1 lugar
   *[other] Cambiaron { $changed } lugares
} en un día claro; { $unchanged ->
    [0] ninguno quedaba sin cambiar al final
    [one] 1 no había cambiado al final
   *[other] { $unchanged } no habían cambiado al final
}. Mientras un lugar no ha cambiado, quienes trabajan allí muestran lo que habría pasado.
staggered-change = Junto a ellos, el cambio movió el pago { $range } de lo que da la regla.
staggered-unknown = No se puede decir si el cambio movió el pago más que el de ellos: { $range } de lo que da la regla.
staggered-caption = Lo que hizo el cambio, junto a lugares a los que no había llegado
head-since = Cambió en
head-month = Mes
head-beside = Personas al lado
head-effect = Cambio del pago
tips-share = Las propinas no entran en ninguna comparación. Fueron el { $share } de todo el pago: { $range }.
tips-used = Con un { $currency } más de propina, el pago base baja { $amount }: { $range }. Parece que las propinas se usan para pagar menos.
tips-unused = Nada indica que las propinas se usen para pagar menos: con un { $currency } más de propina, el pago base cambia { $range }.
tips-caption = Las propinas en registros completos y en trabajos elegidos, con intervalos del 95 %
head-tip = Propina por trabajo, en { $currency }
head-tip-share = Parte de todo el pago
head-tip-base = Pago base con un { $currency } más de propina
hourly-caption = { $way ->
    [full-log] Solo registros completos ({ $jobs ->
        [one] 1 trabajo
       *[other] { $jobs } trabajos
    }): pago
    [picked] Solo trabajos elegidos ({ $jobs ->
        [one] 1 trabajo
       *[other] { $jobs } trabajos
    }): pago
    [unknown] Trabajos de los que no se sabe cómo se eligieron ({ $jobs ->
        [one] 1 trabajo
       *[other] { $jobs } trabajos
    }): pago
   *[all] Pago
} por hora en { $currency }, con intervalos del 95 %
hourly-lead = Lo que da una hora depende de qué se cuenta. Se muestran todas las maneras.
hourly-jobs = De { $jobs } trabajos de { $workers } personas cuyas horas se conocen. Las horas en que coinciden trabajos cuentan una vez.
hourly-cost = Los costos de conducir se toman de { $rate }.
hourly-no-tips = Se conocen las propinas de muy pocos trabajos para decir lo que da una hora con ellas.
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
under-caption = Turnos que dieron menos, según la pausa que acaba un turno, con intervalos del 95 %
head-gap = Pausa, en minutos
head-shifts = Turnos
head-below-wage = Menos que el salario mínimo
head-below-contractor = Menos de lo que necesita quien trabaja por su cuenta

# Cómo se paga ahora.
opacity-share = Lo que se sabe de un trabajo ({ $known }) deja sin explicar el { $share } del pago: { $range }.
opacity-miss = En el trabajo del medio, la mejor estimación falla por { $amount }. Se hizo para personas cuyos datos no había visto.
found-rule = De las reglas simples que se miraron, una da el pago de más trabajos: { $formula }.
found-share = Da el { $share } de los trabajos de otras personas con hasta { $tolerance } de diferencia: { $range }.
now-caption = Cómo se paga en registros completos y en trabajos elegidos, con intervalos del 95 %
head-opacity = Sin explicar
head-miss = Error en el trabajo del medio, en { $currency }
head-rule = Regla simple
head-gives = Trabajos que da
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
take-all = todos los trabajos
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
left-few = algunos por motivos que afectan a pocas personas
made-workers = Personas
made-workers-of = { $all } en los datos, { $with } con un trabajo que contar, { $counted } con { $min } o más
made-choices = Decisiones
made-choices-of = Perder significa más de { $margin }; el pago sigue la regla con diferencia de hasta { $tolerance }; nadie pesa más de { $cap }.
made-intervals = Intervalos
made-intervals-how = Del 95 %: Wilson para las partes, y { $draws } sorteos con reemplazo de personas para lo demás. Los trabajos de una persona se sortean juntos, pues se parecen.
made-shrunk = Sin el azar de los trabajos de cada persona, la parte que cobró menos es { $share }. El intervalo por sorteos es { $range }.
made-shrunk-only = Sin el azar de los trabajos de cada persona, la parte que cobró menos es { $share }.
made-reweighted = Con los tamaños de trabajos que había con la regla, todos juntos se pagarían { $range } más del pago de la regla.
made-weighed = Con el peso que tienen todas las personas, en { $parts } partes por lugar y primer año, la parte que cobró menos es { $share }: { $range }. El cambio medio por persona es entonces { $mean }. { $workers } de las contadas están en esas partes.
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

# Las cifras propias de una persona.
own-none = Todavía no se pudo poner ninguno de tus trabajos junto a la regla.
own-jobs = { $jobs } de tus trabajos se pudieron poner junto a { $rule }.
own-left-out = { $n ->
    [one] 1 trabajo quedó fuera
   *[other] { $n } trabajos quedaron fuera
}, porque falta algo.
own-by-rule = { $n ->
    [one] 1 se pagó
   *[other] { $n } se pagaron
} en semanas que siguen la regla.
own-paid = { $followed ->
    [0] Por ellos
   *[other] Por los demás
} cobraste { $paid }, y la regla da { $by_rule }.
own-cut = Perdiste { $amount }: { $range }.
own-gain = Ganaste { $amount }: { $range }.
own-not-clear = Todavía no está claro si perdiste o ganaste: { $range }.
own-unsure = uno solo no dice con qué seguridad
own-tip = Tus propinas fueron { $tip } en promedio ({ $n ->
    [one] 1 trabajo
   *[other] { $n } trabajos
}): { $range }.
own-hour-gross = Una hora en trabajos te dio { $pay } { $tips ->
    [with] con propinas
   *[without] sin propinas
}, antes de los costos de conducir: { $range }.
own-hour-net = Después de los costos de conducir fueron { $pay }: { $range }.
own-hours = Lo que te dio una hora en { $currency }, con intervalos del 95 % de tus propios días
months-less = En { $less } de { $of } meses cobraste menos de lo que da la regla
months-none-less = En ningún mes cobraste menos de lo que da la regla
months-caption = Tu pago junto a la regla en { $currency }, sin propinas. Las líneas son intervalos del 95 % de tus propios trabajos.
months-no-day = día desconocido
axis-change = Cuánto más o menos de lo que da la regla
head-month = Mes
head-paid = Cobrado
head-by-rule = La regla da
head-change = Cambio

## donation

# Lo que se dice de las tarjetas leídas.

cards-caption = { $cards ->
    [one] 1 trabajo leído
   *[other] { $cards } trabajos leídos
} de { $files ->
    [one] 1 archivo
   *[other] { $files } archivos
}
cards-file = Archivo
cards-when = Cuándo
cards-order = Pedido
cards-base = Base
cards-promotion = Promo
cards-tip = Propina
cards-total = Total
cards-ask = Por revisar
cards-none = No se encontró ninguna tarjeta de pago en { $file }. Prueba con una imagen más nítida o escribe los importes.
cards-asked = { $asked ->
    [one] 1 trabajo tiene algo por revisar.
   *[other] { $asked } trabajos tienen algo por revisar.
}
cards-unasked = No hay nada dudoso.

flag-not_found = no se encontró
flag-looks_differ = leído de dos maneras
flag-unsure = se lee mal
flag-no_year = el año
flag-sum = la suma
flag-negative = bajo cero
flag-ends_first = acaba antes de empezar
flag-span = demasiado largo
field-worker = seudónimo
field-platform = plataforma
field-start = inicio
field-end = fin
field-base = pago base
field-promotion = promoción
field-tip = propina
field-total = total
field-order_total = total del pedido
field-currency = moneda
field-source = origen
field-fees = cargos
field-waiting_seconds = espera
field-en_route_seconds = camino
field-on_job_seconds = tiempo de trabajo
field-distance_metres = distancia
field-place = lugar
field-record = tipo de registro

# Preguntar por un campo.
ask-amount = ¿{ $value } es lo correcto para { $field }? Responde sí o escribe el valor.
ask-missing = No se pudo leer este campo: { $field }. Escribe su valor.
ask-year = ¿De qué año es esto: { $seen }?

## checking

# Lo que dice la línea de órdenes.

quoted = «{ $text }»

# Una previsión hecha otra vez.
forecast-bytes = igual hasta el último bit: { $what } de nuevo, { $build }
forecast-numbers = igual hasta 1e-6: { $what } de nuevo, { $build }
forecast-differs = NO es igual: { $what } de nuevo, { $build }
forecast-whole = toda la previsión ({ $made } mundos)
forecast-part = { $made } de { $of } mundos
forecast-same-build = con la misma versión y las mismas funciones del procesador
forecast-other-build = con otra versión u otras funciones del procesador

# Una auditoría hecha de nuevo.
audit-bytes = igual hasta el último bit: toda la auditoría hecha de nuevo
audit-numbers = igual hasta 1e-6: toda la auditoría hecha de nuevo con otra versión
audit-differs = NO es igual: toda la auditoría hecha de nuevo

# Una decisión contada otra vez.
decision-holds = Esta decisión es correcta: al contar otra vez sus papeletas sale el mismo resultado.
decision-asked = La pregunta era { $question }.
decision-ballots = Participación: { $cast } de { $electorate } personas que podían votar. Abstenciones: { $abstained }.
decision-known = Compara esta raíz con la que se mostró a otras personas:
decision-fails = Esta decisión NO es correcta. { $why }
decision-more = El archivo tiene partes que ninguna decisión tiene. Pídelo tal como se publicó.
decision-uncountable = Sus papeletas no se pueden contar. El motivo, en inglés: { $why }.
decision-order = La papeleta { $ballot } está fuera de orden, o su etiqueta aparece dos veces.
decision-root = Se cambió la pregunta o una papeleta, o se añadió o quitó una papeleta.
decision-tally = Al contar otra vez las papeletas salen otras cifras.
decision-outcome = Al contar otra vez las papeletas sale otro resultado.
outcome-decided = Decisión: { $option }, con el apoyo de { $support ->
    [one] 1 papeleta
   *[other] { $support } papeletas
}. Hacían falta al menos { $needed }.
outcome-too-little = No hay decisión: { $option } quedó en primer lugar, con el apoyo de { $support ->
    [one] 1 papeleta
   *[other] { $support } papeletas
}. Hacían falta al menos { $needed }.
outcome-tie = No hay decisión: hay un empate entre { $options }.
outcome-no-quorum = No hay decisión: { $cast ->
    [one] se emitió 1 papeleta
   *[other] se emitieron { $cast } papeletas
} y hacían falta al menos { $needed }.
outcome-nobody-chose = No hay decisión: nadie eligió una opción.

# Un registro recorrido otra vez.
log-holds = Este registro es correcto: { $entries ->
    [0] aún está vacío
    [one] su única entrada está como se escribió
   *[other] sus { $entries } entradas están como se escribieron, una tras otra
}.
log-known = Continúa desde la cabeza que diste: nada cambió hasta la entrada { $entries }.
log-head = Apunta dónde termina. Con --head, muestra más adelante si se cambió el pasado:
log-fails = Este registro NO es correcto. { $why }
log-broken = La entrada { $entry }, o su lugar, se cambió después de escribirse.
log-shorter = Faltan entradas al final. Ahora tiene { $found }; cuando se apuntó su cabeza, tenía { $expected }.
log-rewritten = { $entries ->
    [0] Es otro registro, no aquel cuya cabeza se apuntó.
    [one] Se cambió su pasado: la primera entrada no es aquella cuya cabeza se apuntó.
   *[other] Se cambió su pasado: las primeras { $entries } entradas no son aquellas cuya cabeza se apuntó.
}
log-end = Sus entradas no terminan donde dice. Se añadieron o quitaron entradas al final, o se cambió su cabeza.

# Una declaración firmada.
statement-holds = Esta declaración es correcta: está tal como se firmó.
statement-key = Se firmó con la clave que diste.
statement-anyone = Se firmó con esta clave. Compárala con la que publica la coalición, o da esa con --key:
statement-said = Dice { $kind } sobre { $about }, el { $when }:
statement-head = El registro terminaba entonces aquí. Da esto con --head cuando compruebes el registro:
statement-fails = Esta declaración NO es correcta. { $why }
statement-form = Su texto se reescribió después de entregarse.
statement-other-key = La firmó otra parte: su clave no es la que diste.
statement-changed = Lo que dice, su clave o su firma se cambió después de firmarse.

# Una ronda de dividendos calculada de nuevo.
dividends-hold = Estos dividendos son correctos: calculados de nuevo para { $people } integrantes dan lo mismo, hasta la última moneda.
dividends-fail = Estos dividendos NO son correctos. Calculados de nuevo, difieren o no se pueden obtener, en: { $why }

# El valor de los registros, hallado de nuevo.
values-bytes = Igual hasta el último bit: { $players } valores hallados de nuevo.
values-numbers = Igual hasta 1e-6: { $players } valores hallados de nuevo, con otra versión u otras características del procesador.
values-fail = Estos valores NO se sostienen. Hallados de nuevo, difieren primero en { $why }.
# El recibo de una donación.
receipt-holds = Este recibo es correcto: está tal como se firmó.
receipt-given = Dice que “{ $about }” guardó una donación con este hash, el { $when }:
receipt-consent = Se dio con el consentimiento que tiene este hash:
receipt-root = Está entre los recibos bajo esta raíz. Compárala con la que publica la coalición, o da esa con --root:
receipt-root-known = Está entre los recibos bajo la raíz que diste.
receipt-unproven = Todavía no hay prueba de que esté bajo una raíz publicada. Pídelo de nuevo mañana.
receipt-withdrawn = La donación se retiró el { $when }, y eso está firmado con la misma clave.
receipt-fails = Este recibo NO es correcto. { $why }
receipt-signature = Se cambió lo que dice, su clave o su firma, o lo firmó otra parte.
receipt-other-root = No está bajo la raíz.
receipt-no-proof = No tiene prueba que lleve a una raíz. Pídelo de nuevo cuando se publique la raíz de su día.
receipt-tombstone = Su retirada es de otra donación, o es anterior a ella.
receipt-kind = Es una declaración de otra clase.

## audits

# Lo que cobró cada integrante, y lo que puede decirse de todo el grupo.

audits-own = Tu pago
audits-own-lead = Solo tú ves esta página. Dice con qué seguridad se sabe cada cifra, desde tu primer trabajo.
audits-own-none = Todavía no hay con qué calcular. Dona un recibo de pago, y tus propias cifras estarán aquí.
audits-own-beside = Qué regla se pone junto a tu pago
audits-own-choose = Ponerla al lado
audits-own-jobs = Trabajos
audits-amount = { $amount } { $currency }
audits-own-paid = Pagado por ellos
audits-own-tips = Propinas aparte
audits-own-no-rule = Ninguna regla de aquí sirve para estos trabajos, así que no hay con qué compararlos.
audits-no-platform = Plataforma sin nombre
audits-rests = En qué se basa esto
audits-twice = { $jobs ->
    [one] 1 trabajo tiene el día y el importe de otro, y ninguna otra hora. Cuenta una vez.
   *[other] { $jobs } trabajos tienen el día y el importe de otros, y ninguna otra hora. Cuentan una vez.
}

audits-title = Auditoría del pago
audits-none = Todavía no se pregunta nada sobre el pago del grupo.
audits-none-next = La organización elige la regla con la que se compara el pago. Después las cifras del grupo estarán aquí.
audits-making = La auditoría se está haciendo.
audits-again = La auditoría se está haciendo de nuevo.
audits-again-why = Se retiró algo en lo que se basaba, así que las cifras anteriores ya no se muestran.
audits-few = Muy pocas personas tienen suficientes trabajos para mostrar algo sobre el grupo.
audits-few-next = Una cifra necesita { $needed } personas con diez trabajos o más. Una puedes ser tú, y conoces tu propia parte.
audits-near = Lo que cambió desde la última auditoría trata de muy pocas personas.
audits-near-next = La diferencia entre dos auditorías hablaría de ellas. Habrá otra cuando suficientes personas lleguen, se vayan o cambien.
audits-no-jobs = Ningún trabajo donado tiene lo que pide esta regla.
audits-next = La próxima auditoría puede mostrarse desde el
audits-as-of = Con datos del
audits-as-of-hint = Lo que llegó después cuenta en la siguiente. Hay como mucho una cada { $days } días, y ninguna si pocas personas cambiaron.
audits-take = Para entregar
audits-take-lead = Para periodistas o para la abogacía: el informe, las cifras, la regla y cómo se hizo. Nada trata de una sola persona.
audits-zip = Las pruebas, en un archivo
audits-json = Todas las cifras con la receta (audit.json)

audits-check = Comprobar esta auditoría
audits-check-lead = La auditoría se hace de nuevo con las donaciones en las que se basa y con su propia receta. Después se comparan los dos archivos.
audits-check-send = Hacerla de nuevo y comparar
audits-check-making = La auditoría se está haciendo de nuevo, para comparar.
audits-check-same = Los dos archivos son iguales hasta el último byte.
audits-check-numbers = Todas las cifras son iguales. La hizo de nuevo otra versión de este programa.
audits-check-differs = Los dos archivos no son iguales.
audits-check-gone = No se puede hacer de nuevo: después se retiró algo en lo que se basaba.
audits-check-failed = La comprobación no llegó a su fin. Pídela otra vez.
audits-check-on = Comprobada el
audits-check-places = Se distinguen aquí:
audits-check-next = No entregues esta auditoría. Avisa a quien lleva este servicio.

audits-ask = Qué se pregunta
audits-ask-lead = Las preguntas son pocas, para que las respuestas juntas no revelen a nadie. Una coalición tiene { $most } en total.
audits-ask-send = Hacer la auditoría
audits-rule = La regla con la que se compara el pago
audits-platform = Plataforma
audits-platform-hint = Como está en los trabajos, por ejemplo shipt. Déjalo vacío para la de la regla.
audits-period = Qué trabajos
audits-period-all = todos los trabajos
audits-quarter = trimestre { $quarter } de { $year }
audits-tolerance = Qué tan cerca de la regla el pago todavía la sigue
audits-tolerance-half = la mitad de lo que dice la regla
audits-tolerance-usual = lo que dice la regla
audits-tolerance-double = el doble de lo que dice la regla
audits-add-rule = Añadir una regla propia
audits-add-lead = Una fórmula también es una pregunta. Puedes añadir { $most } en total; sus archivos completos quedan en el registro.
audits-file = El archivo de la regla
audits-file-hint = Un texto en TOML, con ejemplos resueltos. Se rechaza si no da lo que ellos dicen.
audits-add-send = Añadirla

audits-public = Lo que puede ver todo el mundo
audits-public-lead = Fuera de la coalición, las cifras solo se muestran con ruido que oculta lo que añade cada persona.
audits-public-see = Ver las cifras públicas
audits-public-title = Cifras públicas del pago
audits-public-cut = De { $of } personas, cerca del { $cut } cobró menos de lo que da la regla: entre { $low } y { $high }.
audits-public-mean = El pago de una persona promedio cambió cerca de { $mean }: entre { $low } y { $high }.
audits-public-noise = Estos márgenes son solo los del ruido. El azar de quién donó se suma a ellos.
audits-public-epsilon = Cada cifra gasta { $epsilon } del presupuesto de privacidad (épsilon).
audits-public-drawn = El ruido se sorteó el
audits-public-none = No se hicieron cifras públicas.
audits-public-withdrawn = Se retiró algo en lo que se basaban las cifras, así que ya no se muestran.
audits-not-offered = Este servicio se construyó sin los medios para hacer cifras públicas.
audits-noise = Por qué hay ruido
audits-noise-why = Quien conozca a todas las demás personas podría restarlas. Se añade azar, para que el resto no diga nada seguro.
audits-noise-once = Se sortea una vez y se guarda. Sorteado una y otra vez, se anularía en el promedio.
audits-ledger = El presupuesto de privacidad
audits-ledger-left = Quedan { $left } de { $budget }. Lo que se gasta no vuelve nunca.
audits-spent-share-cut = la parte que cobró menos
audits-spent-mean-change = el cambio de una persona promedio
audits-publish = Publicar cifras con ruido
audits-publish-hint = Esto publica dos cifras de la auditoría de arriba. Si se repite sobre los mismos trabajos, no gasta nada.

problem-audits-no-rule = No existe esa regla. Elige una de la lista.
problem-audits-period = No existe ese período. Se espera all, un año como 2026 o un trimestre como 2026-Q3.
problem-audits-platform = La regla trata de otra plataforma. Deja la plataforma vacía o elige otra regla ({ $platform }).
problem-audits-overlap = Los trabajos de este período se contaron junto con otros. La diferencia hablaría de pocas personas. Elige el mismo período, o uno separado.
problem-audits-questions = Ya se hicieron las { $most } preguntas. Elige una que ya se hizo.
problem-rule-toml = No se puede leer la línea { $line } del archivo. Se esperaba TOML como en los ejemplos de reglas. Corrígela y envíalo de nuevo.
problem-rule-missing = El archivo no dice “{ $name }”. Añádelo.
problem-rule-unknown = Línea { $line }: “{ $name }” no es parte de una regla. Quítalo o corrige su nombre.
problem-rule-constant = Una constante se llama “{ $name }”, como algo del trabajo. Dale otro nombre.
problem-rule-formula = La fórmula, carácter { $at }: hay “{ $found }”; se esperaba { $expected ->
    [sign] el final, o uno de + - * /
    [number] un número como 0.075
    [closing] un paréntesis que cierra
    [name] uno de { $names }
    [function] { $names }
    [shallower] como mucho { $names } niveles de paréntesis y signos
   *[part] un número, un nombre o un paréntesis
}. Corrígelo.
problem-rule-formula-end = La fórmula acaba demasiado pronto, en el carácter { $at }. Se esperaba { $expected ->
    [closing] un paréntesis que cierra
    [shallower] como mucho { $names } niveles de paréntesis y signos
   *[part] un número, un nombre o un paréntesis
}.
problem-rule-tolerance = La tolerancia es { $found }. Se esperaba 0 o más, como 0.05.
problem-rule-currency = “{ $found }” no es el código de una moneda. Se esperaba uno como USD.
problem-rule-day = El día en “{ $field }”, “{ $found }”, no existe. Escríbelo como 2019-02-01.
problem-rule-given = El ejemplo { $example } da “{ $found }”. Un trabajo tiene: { $known }.
problem-rule-example = La fórmula da { $found } en el ejemplo { $example }, que dice { $expected }. Corrige uno de los dos.
problem-rule-example-none = La fórmula no da nada en el ejemplo { $example }, que dice { $expected }. Dale todo lo que pide la fórmula.
problem-rule-other = La regla no se puede usar. Compárala con una de las que trae Capstan.
problem-audits-rule-large = El archivo es demasiado grande. Se esperan { $most } kB como mucho.
problem-audits-rule-name = Nombra la regla con minúsculas, cifras y guiones: { $most } como mucho, y no como una que ya existe.
problem-audits-rule-example = La regla no tiene ningún ejemplo resuelto. Añade uno, para que su fórmula pueda comprobarse.
problem-audits-rule-long = Un texto de la regla es demasiado largo. Se esperan { $most } caracteres como mucho.
problem-audits-rule-taken = Ya hay una regla con ese nombre. Dale otro a la tuya.
problem-audits-rules = Ya se añadieron las { $most } reglas. Usa una de ellas.
problem-audits-no-file = No llegó ningún archivo. Elige uno y envíalo de nuevo.
problem-audits-nothing-to-check = No se muestra ninguna auditoría que pueda comprobarse.
problem-audits-checked-now = Se comprobó en la última hora. El resultado está en la página.
problem-audits-gone = Lo que se preguntó ya no está. Pide la auditoría de nuevo.
problem-audits-no-privacy = Este servicio se construyó sin los medios para hacer cifras públicas.
problem-audits-not-shown = No hay una auditoría de la que publicar cifras. Espera hasta que se muestre una.
problem-audits-not-current = Desde esta auditoría llegaron o se fueron trabajos. Espera la próxima.
problem-audits-budget = El presupuesto de privacidad no alcanza para más cifras. Las publicadas se quedan.

did-audit-pay = Dijo qué se pregunta sobre el pago del grupo
did-added-pay-rule = Añadió una regla de pago
did-published-pay-figures = Publicó cifras del pago con ruido
log-of-rule = Regla
log-of-platform = Plataforma
log-of-period = Período
log-of-tolerance = Tolerancia
log-of-file = Archivo
log-of-epsilon = Gastado
log-of-left = Queda del presupuesto

done-audit-asked = Ya está pedida. La auditoría se hace en segundo plano.
done-audit-check-asked = Se está haciendo de nuevo en segundo plano.
done-audit-rule-added = La regla se añadió. Sus ejemplos se cumplen.
done-audit-published = Las cifras son públicas.

## campaigns

campaigns-title = Campañas
campaigns-of = Coalición:
campaigns-new = Escribir una campaña
campaigns-none = Aquí no hay campañas todavía.
campaigns-more = Campañas anteriores
campaigns-state-draft = Es un borrador. Solo lo ve la organización.
campaigns-state-in-review = Espera la revisión de otra persona. Solo lo ve la organización.
campaigns-state-open = Esta campaña está abierta.
campaigns-state-ended = Esta campaña terminó. Falta anotar su resultado.
campaigns-state-graded = Esta campaña terminó. Su resultado está anotado.
campaigns-state-withdrawn = Esta campaña se retiró. Solo la ven sus miembros.
campaigns-asked = Qué se pide
campaigns-you = Tu parte
campaigns-operator = Operador
campaigns-system = Sistema
campaigns-coalition = Coalición
campaigns-levers = Cómo
campaigns-lever-strike = Huelga: retener o borrar tus datos, y quedarte
campaigns-lever-boycott = Boicot: dejar el sistema del todo
campaigns-lever-contribute = Contribuir: dar datos a la competencia o a un bien común
campaigns-group = A quién se llama
campaigns-everyone = A todas las personas que usan el sistema
campaigns-stop = Se detiene cuando
campaigns-opens = Compromisos desde el
campaigns-closes = Termina el
campaigns-counts = Quién cuenta
campaigns-counts-email = Quien tenga una dirección comprobada, una invitación o más
campaigns-counts-invitation = Quien tenga la invitación de un miembro, o de quien se sepa más
campaigns-counts-vouched = Quien tenga el aval de la custodia, o de quien se sepa más
campaigns-counts-verified = Solo personas de quienes se verificó algo, como su trabajo
campaigns-threshold = Antes de mostrar a nadie, { $threshold } de ellas deben estar listas y confirmar en { $days } días.
campaigns-sizes = Tamaños a fecha de
campaigns-clock = Se publican cada { $days ->
    [one] día
   *[other] { $days } días
}, redondeados hacia abajo.
campaigns-no-sizes = Los tamaños se publican cada { $days ->
    [one] día
   *[other] { $days } días
}. Aún no ha llegado ese día.
campaigns-evidence = Qué se sabe
campaigns-size = Personas comprometidas
campaigns-tier-none = Nada
campaigns-tier-email = Una dirección comprobada
campaigns-tier-invitation = Un miembro les invitó
campaigns-tier-vouched = La custodia les avala
campaigns-tier-verified = Se verificó algo
campaigns-counted = Total de personas que cuentan
campaigns-claims = Qué se afirma
campaigns-no-claims = Esta campaña no afirma nada del operador.
campaigns-claim-alleged = Alguien lo dice.
campaigns-claim-documented = Lo muestran documentos.
campaigns-claim-adjudicated = Lo estableció un tribunal o una autoridad.
campaigns-source = Fuente
campaigns-claim-drop = Quitar esta afirmación
campaigns-organise = Para la organización
campaigns-note = Se devolvió por esta razón:
campaigns-draft-next = Entrega el borrador cuando esté listo. Lo abre alguien que no lo escribió.
campaigns-edit = Cambiar el borrador
campaigns-submit = Entregar para revisión
campaigns-withdraw-draft = Abandonar el borrador
campaigns-own-draft = Escribiste este borrador, así que debe abrirlo otra persona.
campaigns-review = Comprueba cada afirmación y su fuente, la demanda y las fechas. Una vez abierta, solo se puede cambiar su final.
campaigns-approve = Abrir la campaña
campaigns-send-back = Devolver
campaigns-reason = Qué hay que cambiar
campaigns-open-next = En una campaña abierta ya no cambia nada. Se puede quitar una afirmación que resulte falsa.
campaigns-end = Terminar la campaña ahora
campaigns-withdraw = Retirar la campaña
campaigns-ended-next = Anota qué resultó. Entonces se califica el pronóstico en público.
campaigns-enter-outcome = Anotar el resultado
campaigns-over = Aquí no queda nada por hacer.
campaigns-draft-lead = Escribe con claridad qué pides y por qué. Otra persona lo revisa antes de abrirlo.
campaigns-save = Guardar el borrador
campaigns-ask-title = Título
campaigns-ask-operator = ¿Quién maneja el sistema?
campaigns-ask-system = ¿De qué sistema se trata?
campaigns-ask-demand = ¿Qué le pides al operador?
campaigns-hint-demand = Di qué debe hacer, para que cualquiera vea si lo hizo.
campaigns-levers-ask = ¿Qué hace la gente en común?
campaigns-ask-group = ¿A quién se llama?
campaigns-hint-group = Déjalo vacío para todas las personas que usan el sistema.
campaigns-ask-stop = ¿Cuándo se detiene?
campaigns-hint-stop = Di con qué condición. Al operador que la cumple se le deja en paz.
campaigns-claims-hint = Cada afirmación necesita una fuente que cualquiera pueda leer, y su fecha. Deja vacío lo que no necesites.
campaigns-claim = Afirmación { $n }
campaigns-claim-text = Qué se afirma
campaigns-claim-status = Hasta dónde está establecido
campaigns-claim-source = Enlace a la fuente
campaigns-claim-dated = Fecha de la fuente
campaigns-ask-opens = Primer día de compromisos
campaigns-ask-closes = Último día
campaigns-hint-closes = Termina al comienzo de este día, UTC.
campaigns-ask-threshold = ¿Cuántas personas bastan?
campaigns-hint-threshold = Deben confirmar tantas que cuenten antes de mostrar a nadie. Al menos 10.
campaigns-counting-ask = ¿Qué compromisos cuentan?
campaigns-ask-window = Días para confirmar
campaigns-hint-window = Al menos 7.
campaigns-ask-step = Días entre dos recuentos
campaigns-hint-step = Los tamaños se publican al mismo ritmo. Al menos 1.
campaigns-ask-counsel = Apodo de una persona de confianza
campaigns-hint-counsel = Un miembro, por ejemplo de la abogacía, ante quien la gente puede aceptar mostrarse. Puede quedar vacío.
campaigns-ask-hosts = Sitios a los que pueden llevar las guías
campaigns-hint-hosts = Los sitios del propio sistema, uno por línea, como help.example.org.
gates-title = Veneno
gates-off = El veneno está apagado.
gates-simulation = Todas las puertas dejan pasar esto. Capstan solo lo simula; aquí no hay nada con que hacerlo.
gates-all = Qué dice cada puerta
gates-lead = Envenenar es engañar a un sistema con datos falsos. Capstan no lo ofrece; estas puertas dicen por qué.
gates-decays = Cuando el operador filtra los datos falsos, el veneno no hace más que una huelga.
gates-no-plan = Esta campaña no tiene tal plan. Las puertas responden como si no se supiera nada de uno.
gates-gate-data = Qué son los datos
gates-gate-representation = No se dice nada falso a nadie
gates-gate-contract = Qué se acordó con el operador
gates-gate-ownership = Cuenta, aparato y manos propias
gates-gate-third-parties = No se daña a nadie más
gates-gate-proportion = Primero las vías legales
gates-gate-jurisdiction = El país lo permite
gates-gate-exit = Tiene un final
gates-gate-two-people = Nadie lo empieza sin otra persona
gates-answer-pass = Esta puerta está abierta.
gates-answer-warn = Esta puerta está abierta, con un aviso.
gates-answer-draft = Se queda en borrador.
gates-answer-redirect = Otra cosa va primero.
gates-answer-off = Aquí está apagado.
gates-answer-block = Así no puede seguir.
gates-answer-never = No puede seguir nunca.
gates-reason-unlisted-data = Solo se pueden usar huellas de la propia conducta, o las propias obras antes de publicarlas.
gates-reason-never-this-data = Datos así no se falsean nunca: de ellos dependen la salud, el dinero, los derechos o la seguridad.
gates-reason-signed = Lo que se firma debe ser verdad.
gates-reason-warranted = Hay personas que garantizaron que estos datos son correctos.
gates-reason-states-fact = Esto diría a alguien algo falso como un hecho.
gates-reason-paid-work = El trabajo pagado es un contrato, y el trabajo falso lo rompe.
gates-reason-terms-not-shown = Antes hay que mostrar las condiciones del operador sobre automatización y datos falsos.
gates-reason-account-at-risk = Puedes perder tu cuenta.
gates-reason-other-account = Cada persona solo puede usar su propia cuenta.
gates-reason-other-device = Cada persona solo puede usar su propio aparato.
gates-reason-automated = Ningún programa puede actuar en lugar de una persona.
gates-reason-several-accounts = Nadie puede usar varias cuentas.
gates-reason-too-fast = No puede ir más rápido que una persona.
gates-reason-safety = Sufriría la seguridad de otras personas.
gates-reason-commons = Se dañaría un bien común del que depende la gente.
gates-reason-billed = Se cobraría a otras personas por lo que no pasó.
gates-reason-no-share-named = No se dice desde qué parte del efecto va primero una huelga.
gates-reason-strike-does-enough = Una huelga o una objeción lograría bastante de lo mismo.
gates-reason-strike-not-forecast = Es posible una huelga o una objeción, y ningún pronóstico dice que lograría menos.
gates-reason-not-reviewed-here = Nadie lo ha revisado para el país, así que está apagado.
gates-reason-stop-not-published = No está publicado con qué condición se detiene.
gates-reason-compliant-not-spared = Al operador que cumple la demanda hay que dejarlo en paz.
gates-reason-no-end = Debe acabar por sí mismo en treinta días.
gates-reason-has-ended = Ha terminado. Un plan nuevo necesita una decisión nueva.
gates-reason-no-vote = La coalición no lo ha decidido con el quórum de su carta.
gates-reason-no-ethics-review = Ninguna revisión ética lo ha aprobado.
gates-reason-one-person = Quien lo empieza y quien lo revisa deben ser dos personas.
outcome-title = Qué resultó
outcome-measured = Participaron { $participation } de cada 100 personas. La pérdida medida fue de { $loss } de cada 100.
outcome-interval = La pérdida está muy probablemente entre { $low } y { $high } de cada 100.
outcome-no-grade = No hay ningún pronóstico con que compararlo.
outcome-inside = El pronóstico acertó.
outcome-outside = El pronóstico falló.
outcome-expected = Esperaba una pérdida de { $expected } de cada 100, entre { $low } y { $high }.
outcome-touching = Pero el intervalo del pronóstico y el de la medición se tocan.
outcome-extrapolated = Tanta gente queda más allá de los puntos del pronóstico. La calificación dice poco.
outcome-score = Puntuación: { $score }. Es la anchura del intervalo, más 40 veces la distancia por la que falló. Menos es mejor.
outcome-enter = Anotar el resultado
outcome-lead = Anota lo que se midió, aunque sea menos de lo esperado. Se hace una sola vez y es público.
outcome-participation = ¿Cuántas de cada 100 personas participaron?
outcome-hint-participation = De las que se llamó, por ejemplo 30.
outcome-loss = ¿De cuánto fue la pérdida, de cada 100?
outcome-hint-loss = De lo que el sistema gana con los datos de la gente, por ejemplo 12.
outcome-low = Límite inferior de la pérdida
outcome-hint-low = De su intervalo del 95 %, si lo tiene.
outcome-high = Límite superior de la pérdida
outcome-hint-high = De su intervalo del 95 %, si lo tiene.
outcome-source = ¿Dónde se puede leer la medición?
outcome-source-hint = Un enlace que empiece por https://.
outcome-note = Qué más hay que decir
outcome-send = Anotarlo
problem-campaign-not-now = Esto no se puede hacer con la campaña tal como está. No cambió nada.
problem-campaign-own-draft = Escribiste este borrador o un cambio. Pide a otra persona que lo abra.
problem-campaign-too-late = Queda poco tiempo para contar y confirmar. Elige un último día posterior.
problem-campaign-poison = Una puerta prohíbe aquí el veneno: { $gate ->
    [data] qué son los datos
    [representation] se diría algo falso a alguien
    [contract] qué se acordó con el operador
    [ownership] cuentas, aparatos y manos
    [third-parties] se dañaría a otras personas
    [proportion] primero las vías legales
    [jurisdiction] el país
    [exit] cómo acaba
   *[two-people] deben estar de acuerdo dos personas
}. Quítalo.
problem-campaign-fixed = Esto ya no se puede cambiar. La gente se compromete con lo que leyó.
problem-campaign-threshold-high = Nadie podría ver alcanzado tal número. Elige 5 millones o menos.
problem-campaign-threshold-low = Elige 10 personas o más.
problem-campaign-no-lever = Elige al menos una: huelga, boicot o contribuir.
problem-campaign-lever-twice = Nombra cada una una sola vez.
problem-campaign-poison-plan = El veneno necesita un plan, y su plan necesita el veneno. Añade uno o quita el otro.
problem-campaign-future-source = La fecha de esta fuente está en el futuro. Pon el día en que apareció.
problem-campaign-step = Elige un día o más.
problem-campaign-window = Elige siete días o más.
problem-campaign-closes = Es demasiado pronto. Deja tiempo para un recuento y para confirmar.
problem-campaign-counsel = No hay ningún miembro con este apodo.
problem-campaign-date = Esto no es un día. Escríbelo como 2030-05-01.
problem-campaign-counting = Elige qué compromisos cuentan.
problem-campaign-number = Escribe aquí un número entero.
problem-outcome-number = Escribe aquí un número, por ejemplo 12.5.
problem-grade-participation = Da una parte entre nadie (0) y todo el mundo (100 de cada 100).
problem-grade-loss = Esta pérdida es demasiado grande o pequeña para serlo. Revisa la unidad.
problem-grade-interval = Los límites deben tener la pérdida entre ellos. Da los dos o ninguno.
problem-grade-points = No se pueden leer los puntos del pronóstico.
done-campaign-saved = El borrador está guardado.
done-campaign-submitted = El borrador espera la revisión de otra persona.
done-campaign-sent-back = El borrador se devolvió.
done-campaign-opened = La campaña está abierta.
done-campaign-ended = La campaña terminó.
done-campaign-withdrawn = La campaña se retiró.
done-campaign-claim = La afirmación se quitó.
done-campaign-outcome = El resultado está anotado.
notice-campaign-opened = Tu campaña «{ $campaign }» está abierta.
notice-campaign-sent-back = Tu borrador «{ $campaign }» se devolvió. Lee por qué.
campaigns-hidden = La custodia ocultó esta campaña. Solo la ven sus miembros. Su razón:
campaigns-claim-hidden = La custodia ocultó esta afirmación. Su razón:

## coalitions

coalition-hidden = Los textos de esta coalición están ocultos por decisión de sus responsables. Dieron este motivo:
coalition-as-of = a fecha de
coalition-join = Unirme
coalition-join-hint = Primero lees los estatutos. Nada ocurre antes de que los aceptes.
coalition-charter = Estatutos
coalition-charter-version = Versión { $version }, con su marca
coalition-charter-new = Los estatutos han cambiado desde que los aceptaste.
coalition-charter-read = Leerlos
coalition-you = Tú en esta coalición
coalition-handle = Seudónimo
coalition-role = Función
coalition-tier = Se sabe de ti
coalition-pages = Para miembros
coalition-campaigns = Todas sus campañas
coalition-staff = Quién responde por ella
coalition-log = El registro de responsables
coalition-invite = Invitar a otras personas
coalition-rename = Tomar otro seudónimo
coalition-reports = Avisos de contenido
coalition-texts = Cambiar los textos
coalition-leave = Irme
role-member = Miembro
role-organiser = Organización
role-steward = Responsable
tier-none = nada
tier-email = una dirección que responde
tier-invitation = te invitó un miembro
tier-vouched = responde por ti una persona responsable
tier-verified = se comprobó algo sobre ti
charter-purpose = Para qué existe
charter-joining = Quién puede unirse
charter-joining-open = Cualquier persona puede unirse.
charter-joining-invitation = Puede unirse quien recibe la invitación de un miembro.
charter-joining-vouched = Puede unirse quien recibe la invitación y el aval de un miembro.
charter-words = Cuántas personas responsables avalan a un miembro
charter-words-needed = { $stewards ->
    [one] Una persona responsable puede avalar a un miembro, o decir que comprobó algo.
   *[other] Hacen falta { $stewards } personas responsables para avalar a un miembro, o decir que se comprobó algo.
}
charter-decisions = Cómo se decide
charter-method-approval = Cada persona nombra todas las opciones con las que está de acuerdo.
charter-method-score = Cada persona da puntos a cada opción.
charter-method-instant-runoff = Cada persona ordena las opciones. Cae la más débil hasta que una supera la mitad.
charter-method-schulze = Cada persona ordena las opciones. Gana la que vence a cada otra por parejas.
charter-quorum = Al menos { $share } de quienes pueden votar tiene que participar.
charter-majority-more-than = Para ganar hace falta más de { $share } de { $base }.
charter-majority-at-least = Para ganar hace falta al menos { $share } de { $base }.
charter-base-voters = quienes eligen
charter-base-present = quienes participan
charter-base-electorate = quienes pueden votar
charter-age = { $days ->
    [0] Puede votar quien se unió antes de que se abra la votación.
    [one] Puede votar quien se unió al menos un día antes de la votación.
   *[other] Puede votar quien se unió al menos { $days } días antes de la votación.
}
charter-groups = Cifras sobre personas
charter-group = Las cifras se muestran al público desde { $public } personas, y a miembros desde { $members }.
charter-retention = Cuánto se guardan los datos
charter-days = Los datos se guardan { $days } días.
charter-dividend = Cómo se reparte el dinero
charter-dividend-undecided = Todavía no está decidido.
charter-dividend-equal = Lo mismo para cada persona.
charter-dividend-shift = Según lo que aportan los datos de cada persona, contado desde el mínimo.
charter-dividend-clip = Según lo que aportan los datos de cada persona. Quien resta no recibe nada.
charter-dividend-abs = Según cuánto cambian algo los datos de cada persona, a más o a menos.
charter-dividend-bins = Por tramos, lo mismo dentro de cada tramo.
charter-dividend-rank = Según el orden de lo que aportan los datos.
charter-dividend-softmax = Sobre todo a quienes aportan más con sus datos.
charter-dividend-power = Según una potencia de lo que aportan los datos.
charter-dividend-chain = Según la cadena de reglas que rige ahora.
charter-contact = Contacto
charter-version = Esta es la versión { $version }. Esta marca nombra su texto para siempre:
charter-agree-hint = Aceptaste una versión anterior. Puedes aceptar esta, o irte.
charter-agree = Aceptar esta versión
charter-agreed = Aceptaste esta versión.
problem-charter-share = Esto no es una fracción. Escribe una como 1/2 o 2/3.
problem-charter-choose = Elige una de las opciones.
problem-charter-method = No existe este modo de votar. Elige uno de la lista.
problem-charter-majority = Nadie puede alcanzar esto. Elige una fracción menor, o «al menos».
problem-charter-wait = Esta espera es demasiado larga. Como mucho { $most } días.
problem-charter-words = De una a { $most } personas responsables, por favor.
problem-charter-group-public = Son muy pocas personas para mostrar cifras al público. Al menos { $least }.
problem-charter-group-members = De { $least } a { $most } personas, por favor.
problem-charter-retention = De { $least } a { $most } días, por favor.
problem-charter-chain = Una cadena de reglas puede tener { $most } letras como máximo. Acórtala.
problem-charter-agree = Marca que aceptas los estatutos. Sin eso no puedes unirte.
problem-charter-other = Ya rige otra versión de los estatutos: la { $version }. Léela primero.
problem-coalition-visions = Elige al menos una visión.
problem-coalition-languages = Escribe códigos de dos o tres letras, como en o es.
problem-handle-taken = Alguien tiene aquí este seudónimo, o uno que se le parece. Elige otro.
problem-handle-unknown = Nadie tiene aquí este seudónimo. Pregunta cómo se escribe.
problem-member-already = Ya eres miembro.
problem-invitation-needed = Para unirse hace falta una invitación. Pídela a un miembro.
problem-role-too-low = Esto requiere otra función. Pídeselo a quien la tenga.
problem-role-unknown = No existe esta función. Elige una de la lista.
problem-second-needed = Esto requiere una segunda persona responsable. Pide que lo confirme.
problem-same-person = La propuesta es tuya. Tiene que confirmarla otra persona responsable.
problem-not-vanished = Alguien responsable ha actuado en los últimos 90 días. Pregúntale primero.
problem-last-steward = No hay más responsables que tú. Nombra antes a otra persona.
problem-steward-stays = Cada responsable deja su función por su cuenta. La coalición puede decidir su relevo.
problem-steward-already = Ya es responsable.
founding-title = Fundar una coalición
founding-lead = Escribes qué queréis y con qué reglas decidís. Después pueden unirse otras personas.
founding-texts = Lo que lee todo el mundo
founding-name = Nombre
founding-summary = Qué quiere
founding-summary-hint = Una o dos frases. Aparecen en el directorio.
founding-visions = Visiones
founding-own-visions = Otras visiones
founding-own-visions-hint = Nombres cortos con letras de la a a la z, separados por comas.
founding-place-hint = Una ciudad, una región, un país. Déjalo vacío para cualquier lugar.
founding-languages = Lenguas
founding-languages-hint = Sus códigos, separados por comas: en, es.
founding-charter = Estas son las reglas habituales. Cambia lo que quieras. Después solo las cambia una decisión.
founding-words-hint = De 1 a 3. Con dos, nadie puede inventar miembros en solitario.
founding-quorum = Cuántas personas tienen que participar
founding-quorum-hint = Una fracción de quienes pueden votar, como 1/5.
founding-majority = Qué hace falta para ganar
founding-majority-more-than = Más de esta fracción
founding-majority-at-least = Al menos esta fracción
founding-share = La fracción
founding-share-hint = Como 1/2 o 2/3.
founding-base = De quiénes
founding-age = Días de pertenencia antes de una votación
founding-group-public = Mínimo de personas para mostrar cifras al público
founding-group-members = Mínimo de personas para mostrar cifras a miembros
founding-retention = Días que se guardan los datos
founding-contact-hint = Una dirección o una página. Todo el mundo puede leerla.
founding-you = Tú en ella
founding-steward = Serás su primera persona responsable. Lo que hagas así queda en un registro para miembros.
founding-send = Fundarla
founding-change = Cambiar
founding-logged = El registro dirá que los cambiaste.
join-title = Unirme
join-lead = Estos son los estatutos. Léelos y elige un seudónimo.
join-handle-hint = De 3 a 24 letras y cifras. Usa uno distinto en cada coalición, para que nadie los relacione.
join-invitation = Código de tu invitación
join-invitation-hint = Es la última parte del enlace que recibiste.
join-agree = Acepto la versión { $version } de los estatutos.
join-leave = Puedes irte cuando quieras, en un solo paso.
join-send = Unirme
join-account = Para esto necesitas una cuenta. No pide dirección ni nombre.
join-sign-up = Crear una cuenta
handle-send = Tomar este seudónimo
staff-lead = Estas personas responden por la coalición. Los demás miembros no aparecen en ningún sitio.
staff-stewards = Responsables
staff-stewards-do = Nombran a quienes organizan, atienden los avisos y responden por todo.
staff-organisers = Organización
staff-organisers-do = Preparan campañas.
staff-nobody = Nadie todavía.
staff-proposed = Propuestas de responsables
staff-proposed-by = a propuesta de
staff-confirm = Confirmar
staff-take-back = Retirar la propuesta
staff-step-down = Dejar la función
staff-step-down-hint = Sigues siendo miembro. El registro dirá que dejaste la función.
staff-step-down-send = Dejar la función
staff-name = Dar una función a alguien
staff-name-hint = Una nueva persona responsable necesita una segunda confirmación. El registro muestra el seudónimo a los miembros.
staff-name-send = Dar la función
staff-handle-hint = Pregunta antes si la persona quiere.
leave-title = Irme de la coalición
leave-removed = Esto se borra enseguida
leave-removed-membership = Tu pertenencia, tu seudónimo y tu función.
leave-removed-consents = Que aceptaste los estatutos.
leave-removed-pledges = Tus compromisos, y lo que marcaste como hecho.
leave-removed-notices = Los avisos que recibiste aquí.
leave-removed-invitations = Tus invitaciones sin usar.
leave-removed-drafts = Tu nombre en borradores y papeletas abiertas.
leave-kept = Esto se conserva
leave-kept-ballots = Las papeletas ya contadas. No llevan nombre, y sin ellas no se podría repetir el recuento.
leave-kept-log = Entradas del registro con tu seudónimo. Los miembros deben poder ver quién respondió de cada acto.
leave-last = Eres el último miembro. La coalición desaparece con todo lo que contiene.
leave-next = Recibes una declaración firmada. Solo la guardas tú.
leave-send = Irme ahora
left-title = Te has ido
left-done = Te has ido de la coalición. Lo tuyo está borrado.
left-statement = Esta declaración lo dice, con la firma de este servicio. Guárdala si quieres una prueba.
left-download = Guardarla en un archivo
left-check = La orden «capstan verify left.json» la comprueba. La clave está aquí:
ending-title = Cerrar la coalición
ending-none = Nadie ha pedido cerrar esta coalición.
ending-asked = Una persona responsable pide cerrar esta coalición. Otra tiene que estar de acuerdo. Lo pidió
ending-set = Esta coalición se cerrará el
ending-agreed = Dos personas responsables están de acuerdo:
ending-left = alguien que se fue
ending-reason = Motivo
ending-reason-hint = Todos los miembros lo leen, también en el registro.
ending-opposed-by = Esta persona responsable quiere anularlo:
ending-opposed-waits = Otra persona responsable tiene que estar de acuerdo.
ending-hindered-campaign = Hay una campaña abierta. Ciérrala antes.
ending-hindered-money = Se debe dinero a personas, o se guarda para todas. Págalo antes.
ending-how = Cómo se cierra una coalición
ending-how-two = Una persona responsable lo pide y otra está de acuerdo.
ending-how-days = Después se dice el día a cada miembro. Faltan al menos catorce días.
ending-how-all = Ese día desaparece con todo lo que contiene. Hasta entonces puedes sacar lo tuyo e irte.
ending-how-off = Quien lo pidió o lo aceptó puede anularlo. También dos responsables cualesquiera.
ending-export = Saca lo que es tuyo
ending-ask = Pedir el cierre
ending-ask-send = Preguntar a las demás personas responsables
ending-confirm = Aceptar el cierre
ending-call-off = Anularlo
problem-ending-campaign = Hay una campaña abierta. Ciérrala antes.
problem-ending-money = Se debe dinero a personas, o se guarda para todas. Págalo antes.
problem-ending-already = Esto ya se ha pedido.
problem-ending-set = Esta coalición se cerrará. No empieza nada nuevo en ella.
notice-ending-asked = { $handle } pide cerrar la coalición. Otra persona responsable tiene que estar de acuerdo.
notice-ending-opposed = { $handle } quiere anular el cierre de la coalición. Otra persona responsable tiene que estar de acuerdo.
notice-ending-set = «{ $name }» se cerrará el { $day }. Saca antes lo que es tuyo.
notice-ending-off = «{ $name }» sigue. Su cierre se anuló.
done-ending-asked = Se ha preguntado a las demás personas responsables.
done-ending-set = El día está fijado. Se avisa a cada miembro.
done-ending-off = Está anulado.
done-ending-opposed = Se ha avisado a las demás personas responsables. Una de ellas tiene que estar de acuerdo.
did-ask-ending = Pidió cerrar la coalición
did-set-ending = Aceptó cerrar la coalición
did-oppose-ending = Quiere anular el cierre de la coalición
did-call-off-ending = Anuló el cierre de la coalición
log-of-ends = Se cierra
log-lead = Aquí está, en orden, todo lo que hacen responsables y organización. Nada puede cambiar sin que se note.
log-by-decision = por una decisión
log-check = Compruébalo tú
log-check-how = Apunta esta marca. Más tarde, «capstan verify log.json --head MARCA» muestra si algo cambió.
log-download = Todo el registro en un archivo
log-of-campaign = Campaña
log-of-title = Título
log-of-claim = Afirmación
log-of-version = Versión
log-of-charter = Marca de los estatutos
log-of-clauses = Cláusulas
log-of-handle = Seudónimo
log-of-handles = Seudónimos
log-of-role = Función
log-of-proposed-by = Propuesta de
log-of-proposal = Propuesta
log-of-hash = Marca de la propuesta
log-of-record = Marca del acta
log-of-receipts = Marca de los recibos
log-of-effect = Efecto
log-of-kind = Tipo
log-of-id = Número
log-of-name = Nombre
log-of-summary = Resumen
log-of-visions = Visiones
log-of-lever = Palanca
log-of-part = Parte
log-of-agrees = De acuerdo
log-of-what = Qué
log-of-word = Palabra
log-of-member-mark = Marca del miembro
did-open-campaign = Abrió una campaña que escribió otra persona
did-end-campaign = Terminó una campaña
did-withdraw-campaign = Retiró una campaña
did-drop-claim = Quitó una afirmación de una campaña
did-enter-outcome = Anotó el resultado de una campaña
did-asked-for-forecast = Pidió una previsión
did-took-over-forecast = Tomó una previsión de otra campaña
did-took-in-forecast = Subió una previsión hecha en otro lugar
did-verifies-forecast = Pidió comprobar una previsión
did-removed-forecast = Quitó una previsión
did-put-forecast-first = Puso una previsión en primer lugar
did-uploaded-ratings = Subió valoraciones
did-removed-ratings = Quitó valoraciones
did-use-kit = Permitió usar una guía
did-found = Fundó la coalición
did-change-texts = Cambió lo que la coalición dice de sí
did-amend-charter = Modificó los estatutos
did-step-down = Dejó su función
did-name = Dio una función a alguien
did-propose-steward = Propuso a una persona responsable
did-take-back-steward = Retiró una propuesta de responsable
did-replace-stewards = Relevó a las personas responsables
did-hide = Ocultó un contenido
did-keep = Mantuvo un contenido del que hubo avisos
did-accept-reply = Aceptó una respuesta
did-refuse-reply = Rechazó una respuesta
notice-charter-amended = Los estatutos tienen una versión nueva: { $version }. Puedes aceptarla, o irte.
notice-steward-proposed = Hay una propuesta de responsable: { $handle }. Tiene que confirmarla otra persona responsable.
notice-named-member = Ahora eres miembro sin otra función.
notice-named-organiser = Ahora formas parte de la organización. Puedes dejarlo cuando quieras.
notice-named-steward = Ahora eres responsable. Puedes dejarlo cuando quieras.
done-founded = La coalición está fundada.
done-joined = Ya eres miembro.
done-agreed = Aceptaste los estatutos.
done-renamed = Ya tienes otro seudónimo.
done-named = La función está dada.
done-proposed = Tiene que confirmarlo otra persona responsable. Ya lo sabe.
done-taken-back = La propuesta está retirada.
done-changed = El cambio está hecho.

## decisions

decisions-title = Decisiones
decisions-of = Decisiones de
decisions-lead = Lo que la coalición decide en común, y lo que decidió. Nadie ve cómo va una votación antes de que cierre.
decisions-new = Proponer algo
decisions-none = Todavía no se ha propuesto nada.
decisions-older = Anteriores
proposal-question = Una pregunta con opciones
proposal-campaign = Hacer una campaña
proposal-charter = Cambiar los estatutos
proposal-rule = Cambiar cómo decidimos
proposal-dividend = Cambiar cómo se reparte el dinero
proposal-stewards = Nombrar nuevas personas responsables
proposal-hidden = Una persona responsable ocultó estos textos
proposal-opens = La votación abre el
proposal-closes = La votación cierra al final del
proposal-closed = La votación cerró el
proposal-by = La abrió
proposal-withdraw = Retirarla
proposal-campaign-link = Leer la campaña
proposal-new-stewards = Estas personas pasarían a ser responsables:
proposal-options = Las opciones son:
decided-passed = Se aprobó.
decided-failed = No se aprobó.
decided-option = Se eligió:
decided-nothing = No se decidió nada.
proposing-lead = Elige de qué trata. Después la escribes y dices cuándo se vota.
proposing-other = Otra cosa
proposing-question = Pregunta lo que quieras, con tus propias opciones. Lo que siga queda en manos de la gente.
proposing-campaign = Pregunta si la coalición hace una campaña.
proposing-charter = Escribe las cláusulas como deberían ser. Si se aprueba, valen en el acto.
proposing-rule = Di cómo se cuentan los votos desde entonces. Si se aprueba, vale en el acto.
proposing-dividend = Elige una regla para repartir dinero. Si se aprueba, vale en el acto.
proposing-stewards = Si ninguna persona responsable actuó en 90 días, aquí se pueden nombrar otras.
proposing-title = La pregunta en una línea
proposing-text = Por qué lo preguntas
proposing-text-hint = Di a quién beneficia y a quién podría perjudicar. Puedes dejarlo vacío.
proposing-options = Las opciones
proposing-options-hint = Una en cada línea: de 2 a { $most }.
proposing-counting = Cómo se cuenta
proposing-counting-charter = Como dicen los estatutos
proposing-quorum = La parte que tiene que participar
proposing-share = La parte que tiene que estar de acuerdo: más de
proposing-share-hint = Una fracción como 1/2. Déjalo vacío para hacer lo que dicen los estatutos.
proposing-which = Qué campaña
proposing-campaign-none = Ninguna en particular
proposing-new-stewards = Los seudónimos de las nuevas personas responsables
proposing-new-stewards-hint = Uno en cada línea. Pregúntales antes: en la coalición se verán sus seudónimos aquí.
proposing-voting = Cómo y cuándo se vota
proposing-motion = Se vota a favor o en contra. Lo que necesita está en los estatutos.
proposing-ballot = Las papeletas
ballot-secret = Secretas
ballot-secret-hint = Nadie puede saber de quién es cada papeleta cuando la votación ha cerrado.
ballot-open = Abiertas
ballot-open-hint = Cuando la votación ha cerrado, en la coalición se ve el seudónimo junto a cada papeleta.
proposing-readers = Quién puede leerla
readers-everyone = Cualquiera
readers-everyone-hint = La pregunta y lo que se decidió son públicos.
readers-members = Solo la coalición
readers-members-hint = Otras personas no ven que existe.
proposing-wait = Días antes de que abra la votación
proposing-wait-hint = De 0 a { $most }. Sirven para hablar de ello; hasta entonces puedes retirarla.
proposing-days = Días para votar
proposing-days-hint = De { $least } a { $most }. Hay quien entra solo una vez por semana.
proposing-send = Proponerlo
clause-now = Ahora
clause-then = Si se aprueba
clause-before = Antes
clause-proposed = Según la propuesta
option-for = A favor
option-against = En contra
vote-title = Tu papeleta
vote-members = Aquí vota quien es de la coalición. Entra si es tu caso.
vote-too-new = Te uniste demasiado tarde para esta votación. Según los estatutos, vota quien lleva { $days } días en la coalición.
vote-recorded = Tu papeleta está registrada. Solo cuenta la última que envíes.
vote-receipt = Descargar tu comprobante
vote-receipt-hint = Demuestra que se registró una papeleta. No dice qué elegiste, así que nadie puede comprobarlo.
vote-secret = La votación es secreta. Cuando cierre, no se guarda nada que lleve de ti a tu papeleta.
vote-open = La votación es abierta. Cuando cierre, en la coalición se verá tu seudónimo junto a tu papeleta.
vote-again = Puedes cambiar de opinión hasta que cierre la votación. Solo vuelve a votar.
vote-unusual = Hay muchas más cuentas de lo normal demasiado nuevas para votar. No deciden nada, pero preguntaos quién las envió.
ballot-yours = ¿Qué eliges?
ballot-send = Enviar esta papeleta
ballot-abstain = Abstenerse
ballot-how-approval = Marca todas las opciones con las que estás de acuerdo. Ninguna marca es un voto contra todas.
ballot-how-score = Da a cada opción de 0 a 5 puntos. Sin puntos cuenta como 0.
ballot-how-instant-runoff = Da el puesto 1 a tu primera opción, el 2 a la segunda, y así. Cada puesto es para una opción.
ballot-how-schulze = Da el puesto 1 a tu primera opción, el 2 a la segunda, y así. Se puede compartir un puesto.
ballot-no-place = Sin puesto
ballot-no-score = Sin puntos
ballot-abstained = Abstención
ballot-none = Ninguna opción
ballot-points = { $score ->
    [one] { $score } punto
   *[other] { $score } puntos
}
counting-title = Cómo y cuándo se cuenta
counting-opens = Abre la votación
counting-closes = Cierra al final del
counting-rule = Lo que necesita
counting-no-tally = Nadie ve cómo va la votación antes de que cierre.
counting-hash = Este número representa todo lo que dice la propuesta. Está en el registro de la coalición, así que nada cambia sin verse.
result-title = El resultado
result-cast = De { $electorate } personas que podían votar, enviaron papeleta { $cast }. De estas, se abstuvieron { $abstained }.
result-option = Opción
result-support = Papeletas
result-working = El recuento paso a paso
result-for-members = El recuento es para la coalición. Este número lo representa:
support-approval = Papeletas de acuerdo con cada opción
support-score = Papeletas que dan a cada opción 3 puntos o más
support-schulze = Papeletas que prefieren cada opción, en la pareja donde son menos
working-score-0 = Todos los puntos de cada opción
working-instant-runoff-0 = Papeletas cuya mejor opción restante es esta, ronda a ronda. En un empate se siguen todos los caminos.
working-schulze-0 = Papeletas que prefieren la opción de la fila a la de arriba
working-schulze-1 = La cadena más fuerte de esas parejas
working-round = Ronda { $n }
working-points = Puntos
tally-figure = { $n }
outcome-no-quorum = Participó muy poca gente: { $cast } papeletas, y hacían falta { $needed }. No se decidió nada.
outcome-nobody-chose = Nadie eligió nada. No se decidió nada.
outcome-tie = Hay empate entre estas, así que no se decidió nada:
outcome-too-little = quedó primera con { $support } papeletas, pero necesitaba { $needed }. No se decidió nada.
outcome-motion = { $agree } papeletas están a favor y { $against } en contra. Hacían falta { $needed }.
outcome-decided = se eligió con { $support } papeletas. Necesitaba { $needed }.
effect-done = Lo decidido vale desde ahora.
effect-stale = No tuvo efecto: otra decisión cambió la misma cláusula entretanto. Se puede proponer de nuevo.
effect-returned = No tuvo efecto: una persona responsable volvió entretanto.
effect-nobody = No tuvo efecto: todas las personas nombradas se han ido.
names-title = Quién votó qué
names-caption = Las papeletas de quienes siguen en la coalición
names-handle = Seudónimo
names-ballot = Papeleta
names-file = Descargar todas
check-title = Vuelve a contar
check-record = El acta tiene la pregunta y todas las papeletas, sin nombres. Con Capstan en tu ordenador las cuentas de nuevo:
check-download = Descargar el acta
check-root = Este número representa el acta entera. También está en el registro de la coalición:
check-receipts = Si votaste, tu comprobante está en esta lista. Tiene tantos comprobantes como papeletas el acta.
check-receipts-file = Descargar la lista de comprobantes
done-proposal-made = La propuesta está abierta a la coalición.
done-proposal-withdrawn = La propuesta se retiró.
done-voted = Tu papeleta está registrada.
notice-vote-opened = Se abrió una votación: { $title }
notice-vote-closed = Se cerró una votación: { $title }
problem-proposal-kind = No existe ese tipo de propuesta. Elige uno de la lista.
problem-proposal-days = Pon un número entero de días de { $least } a { $most }.
problem-proposals-many = Tienes { $most } propuestas en marcha, o la coalición tiene demasiadas. Espera a que cierre una.
problem-nobody-votes = Nadie lleva { $days } días en la coalición. Así que nadie podría votar. Espera, o abre la votación más tarde.
problem-option-twice = Una opción está dos veces. Di cada una una vez.
problem-option-number = Pon de 2 a { $most } opciones, una en cada línea.
problem-clauses-same = No cambiaría nada. Escribe al menos una cláusula de otro modo.
problem-steward-number = Nombra de 1 a { $most } personas.
problem-no-such-campaign = Esta coalición no tiene esa campaña. Elige una de la lista.
problem-not-yours = Solo quien la abrió puede retirarla.
problem-vote-began = La votación ha empezado, así que no se puede retirar. Vota en contra, o explica por qué hacerlo.
problem-vote-waits = La votación aún no ha abierto. Vuelve el día en que abra.
problem-vote-closed = La votación ha cerrado. No cambió nada.
problem-too-new = Te uniste demasiado tarde para esta votación. Vota quien lleva { $days } días en la coalición cuando abre.
problem-ballot-motion = Elige a favor, en contra o abstenerte.
problem-ballot-approval = Elige entre las opciones que hay, cada una una vez.
problem-ballot-score = Da a cada opción de 0 a 5 puntos, o ninguno.
problem-ballot-instant-runoff = Da cada puesto a una sola opción, y ordena cada opción una vez.
problem-ballot-schulze = Ordena cada opción como mucho una vez.
problem-page-limit = Pide de 1 a { $most } cada vez.
problem-page-cursor = Esta parte de la lista no se conoce. Empieza otra vez por la primera.
did-open-vote = Abrió una votación
did-close-vote = Contó una votación y publicó el acta

## demo

done-clock = El reloj se adelantó.
demo-banner = Esto es una demostración. Sus personas y datos son inventados. Puedes adelantar su reloj.
demo-day = Un día más
demo-week = Una semana más
demo-invitation = Recibir una invitación
demo-look = Dar una vuelta
demo-look-hint = Esto es una demostración. Puedes entrar como alguien de aquí, sin frase.
demo-as-member = Entrar como integrante
demo-as-organiser = Entrar con tareas de organización
demo-as-steward = Entrar como responsable

## directory

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

## donations

# What members send of their pay.

donations-list = Lo que donaste
donations-list-lead = Solo tú ves esta página. Lo que enviaste está cerrado con una llave tuya.
donations-new = Donar recibos de pago
donations-none = Todavía no has donado nada.
donations-jobs = { $jobs ->
    [one] 1 trabajo
   *[other] { $jobs } trabajos
}.
donations-is-kept = Está guardado.
donations-waits = Espera tu mirada y se borra en un día.
donations-lead = Haz una foto de tus pagos en otra pantalla, o elige capturas, extractos o exportaciones. Ves lo que se leyó antes de que se guarde nada.
donations-agree = Lo que aceptas
donations-consent-own = Lean lo que envío y guárdenlo cerrado, para que yo vea mis propias cifras.
donations-consent-figures = Cuenten mis trabajos en las cifras del grupo. Solo se muestran donde participan bastantes personas.
donations-consent-picture = Guarden también mi imagen. Si no, se olvida en cuanto se haya leído.
donations-files = Lo que envías
donations-file-hint = Imágenes, PDF, tablas o el archivo que te dio tu plataforma. Como mucho { $most } archivos de { $size } MB cada uno.
donations-next = Después ves lo que se leyó. Nada cuenta antes de que lo hayas mirado.
donations-read = Leerlo
donations-by-hand = O escribe un trabajo a mano
donations-start-hint = Un día como 2026-08-24, o con la hora: 2026-08-24T16:05.
donations-currency-hint = Tres letras, como USD o EUR.
donations-look = Mira lo que se leyó
donations-look-lead = Todavía no se guarda nada. Di qué se guarda y responde a lo que está en duda.
donations-job = Trabajo { $job }
donations-ahead = Ese día aún no ha llegado. ¿Es correcto?
donations-alike = { $pictures ->
    [one] Una imagen se parece
   *[other] { $pictures } imágenes se parecen
} a otra que enviaste antes. Mira si los trabajos son nuevos.
donations-known = Ya donaste este trabajo.
donations-year-assumed = La imagen no muestra el año. Este es el último día así antes de que la enviaras.
donations-known-alike = Ya donaste un trabajo de este día e importe. Uno de los dos no dice su hora, así que cuentan como uno. Si son dos, envía imágenes que muestren cuándo empezó cada uno.
donations-known-day = Ya donaste un trabajo de este día e importe, sin su hora. Se guardan los dos y cuentan una vez.
donations-keep-job = Guardar este trabajo
donations-sum-hint = Se guardan las dos cosas, lado a lado: lo leído y lo que escribes.
donations-keep = Guardar lo marcado
donations-one = Tu donación
donations-kept-lead = Tu donación está guardada desde el
donations-jobs-kept = Lo que se guarda
donations-receipt = Guardar el recibo
donations-receipt-hint = Está firmado y no dice nada de tus pagos. Un día después lleva también la prueba de que se contó.
donations-with-picture = La imagen se guarda al lado, cerrada.
donations-no-picture = No se guarda ninguna imagen.
donations-withdraw = Retirarla
donations-withdraw-hint = Se borra al momento con su imagen y deja de contar. Nadie puede recuperarla.
donations-drop = No guardarla
donations-drop-hint = Todo lo que se leyó se borra al momento.
donations-gone = Retirada
donations-gone-lead = Tu donación ya no está.
donations-gone-proof = Ahora el recibo lo dice. Se muestra solo esta vez, y «capstan verify» lo comprueba.
donations-agree-change = Cambiar lo que acepto
donations-agree-hint = Lo que marcas vale para todo lo que donaste aquí. Quita la marca y deja de valer.
donations-version = Versión { $version }
donations-camera = Hacer una foto
donations-sample = Una captura inventada para probarlo
donations-preview = Esto es lo que sale de tu dispositivo
donations-preview-hint = Tapa lo que nadie deba ver. Lo tapado desaparece antes de que salga la imagen. También lo que el archivo dice del lugar y el aparato.
donations-preview-black = Tapar partes
donations-preview-undo = Destapar lo último
donations-preview-remove = No enviar esto
donations-preview-keys = La imagen. Dibuja sobre lo que quieras tapar. Con teclas: las flechas mueven el marco, Mayús y flechas cambian su tamaño, Intro tapa.
donations-preview-changed = tapada, se envía como imagen nueva
donations-preview-unseen = no se puede mostrar aquí, se envía tal cual
donations-arrived = No todo llegó. Estos archivos sí.
donations-arrived-hint = Elige otra vez todos los archivos, o solo lo que falta. Lo que llegó no se toma dos veces.
donations-arrived-go-on = Seguir con lo que llegó
donations-arrived-rest = Enviar lo que falta
donations-preview-there = Llegó.
donations-preview-stopped = No todo llegó. Inténtalo otra vez cuando tengas red: solo se envía lo que falta.
donations-preview-removed = No se envía.
donations-preview-blacked = Esa parte está tapada.
donations-reading-title = Se están leyendo tus archivos
donations-reading = { $done } de { $all } archivos leídos.
donations-reading-hint = Puedes cerrar esta página. Lo que enviaste espera aquí, y se borra en un día si no lo miras.
donations-file-waits = espera
donations-file-read = leído
donations-file-failed = no se pudo leer
donations-failed = Algunos archivos no se pudieron leer. Los demás están abajo.
donations-again = Enviar otra cosa
donations-keep-column = Guardar
donations-sure = Trabajos sin dudas
donations-change = Corregir algo
donations-change-hint = Vacía lo que no quieras guardar.
donations-yes = Sí
donations-or-type = O escríbelo
donations-type = Escríbelo
donations-from = Leído de
donations-was-read = se leyó
donations-ask = { $field ->
    [platform] ¿La plataforma era { $value }?
    [start] ¿Fue el { $value }?
    [end] ¿Terminó el { $value }?
    [base] ¿El pago fue { $value }?
    [promotion] ¿La promoción fue { $value }?
    [tip] ¿La propina fue { $value }?
    [total] ¿El total fue { $value }?
    [order-total] ¿La clientela pagó { $value }?
    [currency] ¿Se pagó en { $value }?
   *[other] ¿{ $value } es correcto?
}
donations-after = Qué puedes hacer ahora
donations-more = Donar más
donations-verify = Comprobar el recibo sin preguntarnos:
donations-all-kept = Esto es todo.
donations-get-picture = Descargarla
donations-gone-file = Guardar el recibo
donations-gone-text = Mostrarlo
donations-source-screenshot = una captura
donations-source-photograph = una foto
donations-source-statement = un extracto
donations-source-export = una exportación
donations-source-typed = escrito a mano
donations-free = Puedes negarte con libertad. No cambia nada más, y puedes retirarlo cuando quieras.
donations-choose = Imágenes o archivos

donations-safety = Qué pasa con ello, y quién puede leerlo
donations-safety-locked = Cada cosa que donas se cierra con una llave propia antes de escribirse.
donations-safety-running = El servicio en marcha puede abrir cada donación, para mostrarte tus cifras y contar las del grupo.
donations-safety-key = Las llaves están junto a la base de datos, nunca en ella. Una base de datos robada no dice nada de tus pagos.
donations-safety-backup = Las copias de seguridad no tienen llaves.
donations-safety-group = La organización y la custodia solo ven cifras del grupo, nunca tus trabajos.
donations-safety-texts-out = Las cifras solo nombran plataformas y lugares que dijo bastante gente. Se omiten los que llevan un teléfono, una dirección, una matrícula, un correo o un número de pedido.
donations-safety-lead = Una donación está cerrada, pero un servicio que la cuenta debe poder abrirla. Esto es lo que significa.
donations-safety-reads = Quién puede leerlo
donations-safety-machine = Quien controle la máquina donde funciona podría hacer lo mismo. Pregunta a tu coalición quién es.
donations-safety-reader = Los archivos se leen en esa máquina, con programas de poco tiempo y memoria. Nada se envía a otra parte.
donations-safety-locked-title = Cómo se cierra
donations-safety-waiting = Los archivos que esperan también están cerrados. Leídos, se borran, salvo que aceptes guardar las imágenes.
donations-safety-gone-title = Qué borra retirarla
donations-safety-gone = Lo que retiras se borra al momento, con sus imágenes. Una copia restaurada no lo devuelve.
donations-safety-gone-key = Su llave se destruye. Toda copia queda cerrada para siempre, también en copias de seguridad antiguas. Tus otras donaciones quedan.
donations-safety-gone-figures = Las cifras que la contaban se hacen de nuevo sin ella.
donations-safety-gone-proof = Recibes una declaración firmada de que ya no está. Queda la huella de tu recibo, que no dice nada de tus pagos.
donations-safety-not-title = Lo que esto no protege
donations-safety-not-phone = Quien pueda usar tu teléfono o tu cuenta ve lo que tú ves.
donations-safety-not-traffic = Quien vigile tu red ve que visitas este servicio, no lo que envías.
donations-safety-not-disk = Algunos discos guardan restos de lo borrado. Sin la llave siguen cerrados.
donations-safety-texts = Estos son los textos que puedes aceptar. Lo que aceptas se anota con el texto tal como lo viste.

donations-field-platform = Plataforma
donations-field-start = Cuándo
donations-field-base = Pago
donations-field-promotion = Promoción
donations-field-tip = Propina
donations-field-total = Total
donations-field-order-total = Lo que pagó la clientela
donations-field-currency = Moneda
donations-field-end = Hasta
donations-field-fees = Tasas incluidas
donations-field-waiting-seconds = Espera, en segundos
donations-field-en-route-seconds = En camino, en segundos
donations-field-on-job-seconds = Trabajando, en segundos
donations-field-distance-metres = Distancia, en metros
donations-field-place = Lugar
donations-field-source = Tipo

donations-flag-not-found = No se encontró. Escríbelo si está.
donations-flag-looks-differ = Dos lecturas no coinciden.
donations-flag-unsure = Costó leerlo.
donations-flag-no-year = La imagen no dice el año. Si este día no es, escribe el día entero.
donations-flag-sum = Pago, promoción y propina no suman el total.
donations-flag-negative = Está por debajo de cero.
donations-flag-ends-first = El trabajo termina antes de empezar.
donations-flag-span = El trabajo dura más de un día.

problem-donations-no-consent = No se recibe nada si no aceptas que se lea y se guarde para ti.
problem-donations-no-file = No llegó ningún archivo. Elige uno y envíalo otra vez.
problem-donations-too-many-files = Son demasiados archivos. Envía como mucho { $most } a la vez.
problem-donations-no-job = No se encontró ningún trabajo. Envía una imagen en que se lean los importes, o escribe el trabajo.
problem-donations-too-many-jobs = Hay { $found } trabajos. Envía como mucho { $most } a la vez.
problem-donations-file = Un archivo no se puede leer. { $why }
problem-donations-no-program = Ahora no se pueden leer imágenes ni documentos aquí. Escribe el trabajo, o prueba más tarde.
problem-donations-no-amount = Escribe al menos un importe.
problem-donations-kept = Esta donación ya está guardada. Retírala para enviarla de nuevo.
problem-donations-no-such-job = No existe ese trabajo en esta donación.
problem-donations-no-such-field = No existe ese campo para corregir.
problem-donations-correction = Trabajo { $job }: { $why }
problem-donations-nothing-kept = No hay nada marcado. Marca lo que se guarda, o no guardes nada.
problem-donations-lang = No se conoce la lengua. Se esperaba en o es.
problem-donations-file-large = «{ $name }» es demasiado grande. Envía archivos de { $most } MB como mucho.
problem-donations-all-large = Juntos, estos archivos son demasiado grandes. Envía como mucho { $most } MB a la vez.
problem-donations-file-gone = El archivo ya no está aquí. Envíalo otra vez.
problem-donations-file-kind = No es un archivo que se pueda leer, o es demasiado grande o está mal empaquetado. Envía una captura, un PDF o una tabla simple.
problem-donations-file-slow = Tarda demasiado en leerse. Envía una imagen más pequeña, o una sola página.
problem-donations-file-text = La línea { $line } no es texto. Guarda la tabla como CSV en UTF-8.
problem-donations-file-line = La línea { $line } tiene más o menos columnas que la primera. Corrígela y envíalo otra vez.
problem-donations-file-field = La columna «{ $column }» no se puede leer en la línea { $line }. Corrígela y envíalo otra vez.
problem-donations-file-columns = No se distinguen sus columnas. Nómbralas en la primera línea: start, base, tip, total, currency.
problem-donations-wrong-time = Esto no es un día. Escríbelo como 2026-08-24, o 2026-08-24T16:05.
problem-donations-wrong-amount = Esto no es un importe. Escríbelo como 18.41.
problem-donations-wrong-number = Esto no es un número entero. Escríbelo como 120.
problem-donations-wrong-currency = Escribe la moneda, como USD o EUR.

done-donation-agreed = Queda anotado lo que aceptas.
done-donation-kept = Está guardado. Aquí tienes tu recibo.
done-donation-dropped = No se guardó. Todo se ha borrado.

## evidence

evidence-title = Lo que se sabe de ti
evidence-lead = Una cuenta no cuesta nada, y muchas cuentas no prueban nada. Cuanto más se sepa, en más campañas contará tu compromiso. Puedes participar sin nada de esto.
evidence-mark = Tu marca en el registro
evidence-mark-hint = El registro te nombra con esta marca. Nadie más puede saber que eres tú.
evidence-so-far = Lo han dicho { $said } de { $needed } responsables
evidence-said-vouched = Las personas responsables te avalan
evidence-said-work-address = Se comprobó una dirección de tu trabajo
evidence-said-work = Se comprobó tu trabajo
evidence-said-card = Se comprobó un carné o una licencia
evidence-said-account = Se comprobó tu cuenta allí
evidence-ask = Pedir a las personas responsables
evidence-ask-hint = Escribe cómo pueden comprobarlo: una llamada, un encuentro, algo que puedes mostrar. No escribas más de lo que necesitan.
evidence-what = Lo que deben decir
evidence-ask-vouched = Que me avalen
evidence-ask-work-address = Tengo una dirección de mi trabajo
evidence-ask-work = Puedo mostrar dónde trabajo
evidence-ask-card = Puedo mostrar un carné o una licencia
evidence-ask-account = Puedo mostrar mi cuenta con el operador
evidence-note = Lo que deben saber
evidence-note-hint = Solo lo leen las personas responsables. Se borra con su respuesta, o a los 30 días. Lo que les muestres no se guarda aquí.
evidence-ask-send = Pedirlo
evidence-until = Se guarda como mucho hasta el
evidence-unask = Retirar esto
evidence-members = Lo que piden los miembros
evidence-members-lead = Di solo lo que comprobaste en persona. No guardes nada de lo que te mostraron: aquí solo consta que se comprobó.
evidence-open = Peticiones abiertas
evidence-open-none = Nadie pide nada ahora.
evidence-decline-why = Por qué no; solo lo lee el miembro
evidence-decline = Responder sin aval
evidence-waiting = A la espera de otra persona responsable
evidence-waiting-hint = Alguien de vosotros ya lo dijo. Dilo también si lo comprobaste en persona.
evidence-say = Decir algo de un miembro
evidence-say-hint = El registro muestra que lo hiciste, y no de quién. No puedes hacerlo para ti.
evidence-say-vouched = Respondo por esta persona
evidence-say-work-address = Respondió desde una dirección de su trabajo
evidence-say-work = Vi dónde trabaja
evidence-say-card = Vi su carné o licencia
evidence-say-account = Vi su cuenta con el operador
evidence-which = Lo que se comprobó
evidence-say-send = Decirlo
evidence-take-back = Retirar lo dicho
evidence-take-back-lead = Retira lo que resultó falso, lo dijera quien lo dijera. Los compromisos del miembro dejan de contar por ello enseguida.
evidence-reason = El motivo
evidence-reason-hint = Solo lo lee el miembro. El registro dice que algo se retiró.
problem-evidence-word = Las personas responsables no pueden decir esto. Elige algo de la lista.
problem-evidence-already = Las personas responsables ya lo dijeron de ti.
problem-evidence-oneself = Nadie puede decir esto de sí. Pídelo a otra persona responsable.
problem-evidence-said = Ya lo dijiste. Cuenta una vez.
problem-evidence-unsaid = Nadie dijo esto de este miembro. Elige lo que se dijo.
problem-evidence-unasked = Este miembro no pide nada ahora. Quizá ya respondió otra persona responsable.
did-say-of-member = Avaló a un miembro, o dijo que algo se comprobó
did-take-back-word = Retiró lo dicho de un miembro
did-give-no-word = Respondió a un miembro sin aval
notice-evidence-asked = Un miembro pide la palabra de las personas responsables.
notice-evidence-waits = Una persona responsable dijo algo de un miembro. Espera la palabra de otra.
notice-evidence-vouched = Ahora te avalan las personas responsables. Tus compromisos cuentan por ello.
notice-evidence-work-address = Consta que se comprobó tu dirección del trabajo. Tus compromisos cuentan por ello.
notice-evidence-work = Consta que se comprobó tu trabajo. Tus compromisos cuentan por ello.
notice-evidence-card = Consta que se comprobó tu carné. Tus compromisos cuentan por ello.
notice-evidence-account = Consta que se comprobó tu cuenta. Tus compromisos cuentan por ello.
notice-evidence-taken-back = Una persona responsable retiró lo dicho de ti. El motivo: { $reason }
notice-evidence-declined = Una persona responsable respondió sin aval. El motivo: { $reason }
done-evidence-asked = Las personas responsables ya lo saben.
done-evidence-unasked = Está retirado, y lo que escribiste ya no está.
done-evidence-said = Ahora consta del miembro. Ya lo sabe.
done-evidence-waits = Espera a otra persona responsable. Ya lo sabe.
done-evidence-declined = Está respondido. El miembro lee tu motivo.
done-evidence-taken-back = Está retirado. El miembro lee tu motivo.

## forecasts

# En la página de una campaña.
forecasts-heading = Qué pasaría
forecasts-none = Todavía no hay previsión.
forecasts-joining = Lo que añade sumarte
forecasts-views = Para quién cambia
forecasts-explore = Juega con ella
forecasts-whole = Leer la previsión entera
forecasts-checked = Esta previsión se hizo en otro lugar. Aquí se repitió una parte y los números coinciden.
forecasts-differs = Esta previsión se hizo en otro lugar. Aquí se repitió una parte y los números no coinciden. No te fíes de ella.
forecasts-elsewhere = Esta previsión se hizo en otro lugar y no está comprobada aquí.
forecasts-stored = Esta previsión viene de otra campaña de la coalición.

# La página de la previsión.
forecasts-title = La previsión
forecasts-of = Campaña:
forecasts-json = La previsión como archivo (JSON), para comprobarla con Capstan
forecasts-csv = Todas sus cifras en una tabla (CSV)
forecasts-progress = Hasta dónde llegó el motor
forecasts-worlds = Hay { $done } de { $total } mundos hechos. Esta página se carga de nuevo cada pocos segundos.
forecasts-job-waiting = Espera su turno.
forecasts-job-running = Se está calculando.
forecasts-job-done = Está lista.
forecasts-job-failed = No se pudo hacer.
forecasts-job-cancelled = Se canceló.

# Para quienes organizan.
forecasts-manage = Para quienes organizan
forecasts-add = Añadir una previsión
forecasts-not-yet = Una previsión que aún no está hecha
forecasts-is-first = Está en la página de la campaña.
forecasts-origin-made = Hecha aquí.
forecasts-origin-elsewhere = Hecha en otro lugar.
forecasts-origin-stored = Tomada de otra campaña.
forecasts-cancel = Cancelar
forecasts-first = Mostrar esta en la página de la campaña
forecasts-verify = Repetir una parte para comparar
forecasts-remove = Quitar
forecasts-new = Añadir una previsión
forecasts-data-heading = 1. Los datos
forecasts-data-lead = Una previsión necesita valoraciones: a quién le gustó qué. Puedes usar la muestra inventada que trae Capstan, o valoraciones propias.
forecasts-found = Se encontraron { $people } personas, { $items } artículos y { $ratings } valoraciones de { $low } a { $high }. Desde { $liked }, un artículo cuenta como apreciado.
forecasts-ratings-removed = El archivo se quitó. Ya no se puede calcular nada con él.
forecasts-ratings-stay = El archivo se queda hasta el fin de la campaña o hasta que lo quites.
forecasts-ratings-go = El archivo se quita al terminar la previsión, o tras 7 días sin ella.
forecasts-ratings-remove = Quitar el archivo ahora
forecasts-keep = Guardar el archivo después de la previsión
forecasts-keep-hint = Si lo guardas, se pueden pedir más puntos de la curva. Si no, se quita al terminar la previsión. Usa seudónimos para las personas.
forecasts-columns = Nombres de las columnas, si no son los usuales
forecasts-column-user = La columna de la persona
forecasts-column-item = La columna del artículo
forecasts-column-rating = La columna de la valoración
forecasts-column-time = La columna del momento
forecasts-implicit = No hay valoraciones, solo señales de interés como clics
forecasts-twice = Si alguien valoró dos veces un artículo, cuenta la última valoración
forecasts-file = El archivo
forecasts-upload = Subir y mirar qué contiene
forecasts-ask-heading = 2. La pregunta
forecasts-data = Datos
forecasts-data-own = Tu archivo con { $ratings } valoraciones
forecasts-data-sample = La muestra que trae Capstan (inventada)
forecasts-lever = Qué hace la gente
forecasts-lever-strike = Huelga: borrar su historial y quedarse
forecasts-lever-boycott = Boicot: borrar su historial e irse
forecasts-lever-volume = Retener una parte de sus datos
forecasts-lever-strike-from = No dar nada nuevo desde un día
forecasts-amount = Cuánto, o desde cuándo
forecasts-hint-amount = Solo para los dos últimos: una parte como 0.5, o un día como 2015-06-30.
forecasts-called = La campaña llama a:
forecasts-group = A quién se llama
forecasts-hint-group = "random" para todo el mundo. O una condición como: top 10% by ratings
forecasts-participation = Partes que participan, en tanto por ciento
forecasts-hint-participation = Con comas entre ellas: 5, 10, 30
forecasts-target = Qué se quiere lograr
forecasts-hint-target = Decide la masa crítica. Déjalo vacío si no tienes ninguno.
forecasts-model-more = El modelo de la empresa
forecasts-model = Modelo
forecasts-settings = Ajustes
forecasts-hint-settings = Los que difieren de lo usual: factors=20, epochs=30
forecasts-replicates = Sorteos de quién participa
forecasts-hint-replicates = Más sorteos tardan más y dicen más: de 1 a 32.
forecasts-ask = Calcular la previsión
forecasts-stored-heading = O tomar una que ya está
forecasts-stored-which = Previsiones de esta coalición
forecasts-stored-take = Tomarla
forecasts-file-heading = O subir una
forecasts-file-lead = Un archivo forecast.json hecho con Capstan en otro lugar. Se marca como no comprobado hasta que una parte se repita aquí.
forecasts-file-send = Subir la previsión

# Jugar con ella.
forecasts-play = Juega con la previsión
forecasts-play-lead = Elige cuántas personas participan y mira qué resulta.
forecasts-share = Cuántas personas participan, en tanto por ciento
forecasts-look = Mirar
forecasts-everyone = todo el mundo
forecasts-play-start = Reproducir
forecasts-play-stop = Pausar
forecasts-no-curve = Nadie ha calculado todavía esta palanca para este grupo.
forecasts-at = Si participa el { $share }, que son { $people } personas de los datos:
forecasts-computed = Esto se calculó.
forecasts-between = Esto está en una línea recta entre dos puntos calculados.
forecasts-beyond = Para tanta gente no se calculó nada. Elige menos.
forecasts-under-way = Este punto se está calculando. Mientras tanto está en una línea recta entre sus vecinos.
forecasts-operator = La empresa pierde en torno al { $value } de lo que da la personalización, entre { $low } y { $high }.
forecasts-operator-none = Aquí no se puede decir como parte lo que pierde la empresa.
forecasts-bystanders = Quien no participa ve un cambio de { $value } en cada 1000 artículos que le gustan, entre { $low } y { $high }.
forecasts-bystanders-none = Aquí no hay cifra para quienes no participan.
forecasts-own = Tú, si participas, ves un cambio de { $value } en cada 1000 artículos que te gustan, entre { $low } y { $high }.
forecasts-own-none = Aquí no hay cifra para quienes participan.
forecasts-zero = No podemos distinguirlo de ningún cambio.
forecasts-ask-point = Calcular este punto
forecasts-ask-point-why = Este punto no se calculó. Puedes pedírselo al motor.
forecasts-table = Todo lo calculado, con intervalos del 95 %. Los cambios son por 1000 artículos que gustan.
forecasts-head-operator = Pérdida de la empresa
forecasts-head-everyone = Todo el mundo
forecasts-head-bystanders = Quienes no participan
forecasts-head-own = Quienes participan
forecasts-no-figure = aquí no hay cifra

# Después de un formulario.
done-forecast-asked = La previsión está pedida.
done-forecast-added = La previsión está añadida.
done-forecast-cancelled = Se canceló.
done-forecast-removed = La previsión se quitó.
done-forecast-first = La página de la campaña muestra ahora esta previsión.
done-forecast-verifying = Se está repitiendo una parte.
done-ratings-read = El archivo se leyó. Mira abajo qué se encontró.
done-ratings-removed = El archivo se quitó.
done-point-asked = El punto está pedido.

# Lo que falla.
problem-forecasts-organisers = Solo quienes organizan esta coalición pueden hacerlo.
problem-forecasts-members = Solo quienes forman parte de esta coalición pueden pedirlo. Únete primero.
problem-forecasts-over = La campaña terminó. Sus previsiones ya no cambian.
problem-forecasts-open = La campaña está abierta y hay gente que se comprometió con esta previsión. Se queda como está.
problem-forecasts-too-many = Ya hay { $most } previsiones y puntos. Quita algunos primero.
problem-forecasts-busy = El motor tiene { $most } trabajos de esta campaña pendientes. Espera a que uno termine.
problem-forecasts-model = No hay tal modelo. Elige uno de la lista.
problem-forecasts-lever = Esto no es una palanca. Escribe strike, boycott, volume=0.5 o strike-from=2015-06-30.
problem-forecasts-poison = El veneno solo se simula, en su propia página y mientras todas las puertas estén abiertas.
problem-forecasts-target = Esto no es un objetivo. Escribe por ejemplo: normalised_loss >= 0.5
problem-forecasts-replicates = Elige un número entero de sorteos de 1 a { $most }.
problem-forecasts-group = Esto no es un grupo. Escribe "random", o por ejemplo: top 10% by ratings
problem-forecasts-group-at = El grupo no se puede leer en el carácter { $position }. Escribe "random", o por ejemplo: top 10% by ratings
problem-forecasts-group-file = Aquí un grupo no puede nombrar un archivo. Descríbelo con una condición.
problem-forecasts-shares = Da como mucho { $most } partes, cada una mayor que 0 y hasta el 100 %.
problem-forecasts-share = Elige una parte del 1 al 100 %.
problem-forecasts-settings = Este modelo no tiene ese ajuste o ese valor. Escribe por ejemplo: factors=20
problem-forecasts-data = No hay tales valoraciones en esta campaña. Súbelas primero, o usa la muestra.
problem-forecasts-ratings-gone = Las valoraciones se quitaron. Súbelas de nuevo.
problem-forecasts-no-file = Falta el archivo o está vacío. Elige un archivo.
problem-forecasts-unpacked = El archivo se desempaqueta a más de { $most } MiB. Envía una parte menor.
problem-forecasts-no-forecast = Esto no es una previsión de esta versión de Capstan: mira { $place } en el archivo. Envía un forecast.json tal como se escribió.
problem-forecasts-no-stored = No hay tal previsión en esta coalición. Elige una de la lista.
problem-data-empty = El archivo está vacío. Comprueba que se copió o descargó entero.
problem-data-header-only = El archivo tiene una cabecera y ninguna fila debajo. Comprueba que se escribió entero.
problem-data-not-text = La línea { $line } no es texto legible. Envía texto en UTF-8, gzip de ese texto, o Parquet.
problem-data-delimiter = Solo hay una columna, con «{ $delimiter }» entre columnas. Hacen falta una para personas y otra para artículos.
problem-data-column = Falta una columna necesaria. El archivo tiene: { $columns }. Indica las correctas en el formulario.
problem-data-fields = La línea { $line } tiene { $found } campos, y la primera { $expected }. Comprueba que todas las comillas se cierran.
problem-data-no-id = Línea { $line }, columna { $column }: no hay identificador. Complétalo o quita la línea.
problem-data-not-utf8 = Línea { $line }, columna { $column }: esto no es UTF-8. Guarda el archivo como UTF-8.
problem-data-number = Línea { $line }, columna { $column }: «{ $found }» no es un número como 4 o 3.5. Corrígelo o indica otra columna.
problem-data-scale = Línea { $line }, columna { $column }: { $found } no está entre { $min } y { $max }. Corrígelo.
problem-data-time = Línea { $line }, columna { $column }: «{ $found }» no es un momento. Escribe segundos desde 1970, o una fecha como 2024-05-31.
problem-data-twice = La línea { $second } valora otra vez lo que valora la línea { $first }. Quita una, o deja que cuente la última.
problem-data-cut = El archivo termina demasiado pronto. Está cortado: cópialo o descárgalo de nuevo.
problem-data-broken = El archivo está dañado y no se puede desempaquetar. Escríbelo o descárgalo de nuevo.
problem-data-type = Los valores de la columna { $column } son de un tipo que no se puede leer. Indica otra columna.
problem-data-too-many = Hay más personas, artículos o valoraciones de las que se pueden tomar. Envía una parte menor.
problem-data-other = El archivo no se puede leer como valoraciones. Envía una tabla con columnas de personas, artículos y valoraciones.
problem-engine-no-times = Esta palanca necesita el momento de cada valoración, y aquí no hay ninguno. Elige otra palanca, o valoraciones con fechas.
problem-engine-nothing-after = Ninguna valoración es de ese día o posterior. La última es del { $last }. Elige un día anterior.
problem-engine-too-few = { $ratings } valoraciones no se pueden dividir en { $folds } partes. Usa más datos.
problem-engine-nobody = Una parte tan pequeña de { $people } personas no llega a una. La menor que llega: { $smallest } %.
problem-engine-group-column = Estos datos no tienen la columna «{ $column }». Usa count o mean, u otra columna.
problem-engine-group-order = La columna «{ $column }» contiene texto, que no tiene orden. Usa = o !=.
problem-engine-group-number = La columna «{ $column }» contiene números. Compárala con un número.
problem-engine-group-nobody = Ninguna de { $people } personas está en este grupo. Cambia el grupo.
problem-engine-group-everybody = Las { $people } personas están en este grupo. Escribe «random» para todo el mundo, o cambia el grupo.
problem-engine-too-much = El modelo { $model } no se puede entrenar con estos datos y ajustes. Toma una muestra de los datos, u otro modelo.
problem-engine-other = Esto no se puede calcular con estos datos. Pide algo más simple, o usa otros datos.
problem-forecasts-gone = Lo que hace falta ya no está. Pide la previsión de nuevo.
problem-forecasts-made-here = Esta previsión se hizo aquí. No hay nada que comparar.
problem-forecasts-nothing-to-verify = No hay con qué repetirla. Sube primero las valoraciones con que se hizo.
problem-forecasts-other-data = Las valoraciones no son las de la previsión. Sube el mismo archivo.
problem-forecasts-no-more = No se puede calcular más para esta curva. Sus valoraciones se quitaron, o se hizo en otro lugar.
problem-job-gave-up = Esto empezó varias veces y nunca terminó. Quizá necesita más memoria de la que hay. Prueba con menos datos.
problem-job-unknown = Esta versión de Capstan no sabe hacer este trabajo. Actualízala.

## home

home-title = Actuar en común con los datos
home-lead = Tus datos alimentan sistemas de otros. Aquí encuentras a quienes quieren lo mismo, ves lo que podéis lograr y actuáis cuando haya gente suficiente.
home-find = Encuentra a tu gente.
home-more-find = Las coaliciones están una junto a otra, según lo que quieren.
home-see = Mira qué efecto tendría.
home-more-see = Cada campaña dice cuánto cambiaría, para quién y con qué seguridad.
home-pledge = Comprométete en privado.
home-more-pledge = Tú dices cuánta gente más hace falta. Nadie ve quién se comprometió ni cuánta gente exactamente.
home-act = Actuad en común.
home-more-act = Cuando hay gente suficiente, se pregunta otra vez a cada persona. Solo se muestra a quien dice que sí.
home-coalitions = Coaliciones
home-campaigns = Campañas
home-visions = Lo que quiere la gente de aquí
home-newest = Campañas nuevas
home-join = Participa
home-more-join = No necesitas correo ni nombre real. Recibes doce palabras que abren tu cuenta; anótalas.
home-sign-up = Crear una cuenta
about-lead = Capstan es software libre para coaliciones de datos. Un cabrestante es un tambor que mucha gente gira a la vez.
about-what = Para qué sirve
about-more-what = Los datos de la gente, y su trabajo con datos, alimentan recomendadores, sistemas de pago y modelos de lenguaje. Capstan muestra qué pasa si la gente retira sus datos en común, los da a otros o los reclama.
about-forecast = Cómo se hacen los pronósticos
about-more-forecast = Se entrena un modelo con los datos tal como están, y otra vez sin los datos de quienes participan. La diferencia es el efecto. Cada cifra tiene un intervalo. Lo que no se puede saber no se muestra.
about-pledge = Cómo funcionan los compromisos
about-more-pledge = Los compromisos son privados. Una vez al día se mira cuántos hay. Si bastan, cada persona recibe un aviso privado y al menos siete días para confirmar. Solo se muestra a quien confirmó, solo a quienes eligió, y solo si confirmó gente suficiente.
about-private = Qué se guarda de ti
about-more-private = Un alias por coalición y una cerradura que abren tus doce palabras. De lo publicado, nadie puede saber qué alias son tuyos. Puedes llevarte todo y salir cuando quieras.
about-open = Con qué tener cuidado
about-more-open = Quien administra este servidor podría leer lo que hay en él mientras funciona. Un alias te oculta solo mientras lo que escribas no diga quién eres.
about-poll = Lo que la gente quiere: la encuesta continua
about-api = Para programas

## invitations

problem-invitation-uses = Elige un número del 1 al { $most }.
problem-invitation-days = Elige 1, 7, 14 o 30 días.
problem-invitations-many = Ya tienes { $most } invitaciones. Termina una primero.
problem-invitation-over = Esta invitación ya no vale. Pide otra a quien te la dio.
invitations-title = Tienes una invitación
invitations-lead = Alguien de esta coalición te invita a unirte.
invitations-look = Mirar primero la coalición
invitations-join = Elegir un alias y unirse
invitations-account = Primero necesitas una cuenta. No pide nombre ni correo.
invitations-list = Tus invitaciones
invitations-what = Una invitación es un enlace. Quien lo abre puede unirse. A nadie se le dice quién la hizo.
invitations-left = Para { $uses } más.
invitations-ends = Termina el
invitations-end = Terminar esta invitación
invitations-new = Nueva invitación
invitations-uses = A cuántas personas puede traer
invitations-uses-hint = Hasta 20. Organización y custodia: hasta 200.
invitations-for = Por cuánto tiempo
invitations-days = { $days } días
invitations-make = Crear una invitación
invitations-made = Tu invitación
invitations-once = Copia este enlace o muestra la imagen. El enlace solo se muestra esta vez.
invitations-qr = El enlace como imagen, para la cámara de un teléfono
invitations-back = Volver a la coalición
done-invitation-ended = La invitación terminó.

## kits

kits-title = Guías
kits-lead = Una guía es una lista de pasos claros. Antes de usarla la revisa alguien que no la escribió.
kits-new = Escribir una guía
kits-lever = ¿Para qué es la guía?
kits-lever-strike = Guía de la huelga
kits-lever-boycott = Guía del boicot
kits-lever-contribute = Guía para contribuir
kits-version = { $lever }, versión { $version }
kits-state-draft = Es un borrador. Debe revisarlo otra persona.
kits-state-in-use = Esta versión está en uso.
kits-state-over = Hay una versión posterior en uso.
kits-review = Prueba cada paso. Comprueba que cada enlace lleva adonde dice.
kits-approve = Permitir su uso
kits-setting = Elige:
kits-follow = Qué hacer
kits-not-yet = Los pasos se muestran cuando hayas confirmado tu compromiso.
kits-none = Aún no hay ninguna guía. La organización no sabe de tu visita.
kits-done = Hecho.
kits-undo = Quitar la marca
kits-mark = He hecho esto
kits-mark-with = Adjuntar la imagen
kits-picture = Una imagen de la pantalla
kits-picture-hint = PNG, JPEG o WebP, 5 MB como máximo. Solo la veis tú y la custodia. No hace falta adjuntarla.
kits-own-picture = La imagen que adjuntaste
kits-a-picture = Una imagen
kits-proof = Qué se puede adjuntar
kits-proof-none = Nada
kits-proof-words = Unas palabras
kits-proof-reference = El número con que lo tiene el operador
kits-proof-picture = Una imagen de la pantalla
kits-proof-hint = Solo lo veis tú y la custodia. Puede quedar vacío.
kits-progress-hidden = Aún no se muestra cuánta gente lo ha hecho.
kits-progress-begun = Lo ha hecho menos de un cuarto de las personas mostradas.
kits-progress-quarter = Lo ha hecho al menos un cuarto de las personas mostradas.
kits-progress-half = Lo ha hecho al menos la mitad de las personas mostradas.
kits-progress-most = Lo han hecho al menos tres cuartos de las personas mostradas.
kits-proofs = Qué se adjuntó
kits-proofs-lead = Solo la custodia ve esta página. No la compartas.
kits-proofs-none = No se adjuntó nada.
kits-proofs-more = Siguientes entradas
kits-write-lead = Escribe cada paso para que cualquiera pueda seguirlo. Los enlaces solo pueden llevar a los sitios que nombra la campaña.
kits-step = Paso { $n }
kits-text = Qué hacer
kits-path = Camino a un ajuste
kits-path-hint = Los nombres que se eligen, uno tras otro: Ajustes > Privacidad > Historial. Puede quedar vacío.
kits-languages-hint = Códigos separados por comas: en, es, pt-BR. Cada paso se escribe en todos. Un idioma sin ningún texto se omite.
kits-again = Mostrar campos para estos idiomas
kits-link = Enlace
kits-link-hint = Una página del sistema. Puede quedar vacío.
kits-organise = Escribir y revisar guías
problem-kit-lever = La campaña no usa esa palanca. Elige una de las suyas.
problem-kit-draft-there = Otra persona está escribiendo una versión. Revisa primero la suya.
problem-kit-reviewed = Esta versión ya se revisó. Escribe una nueva.
problem-kit-own-draft = Escribiste esta versión. Pide a otra persona que la revise.
problem-kit-not-yet = Podrás hacerlo cuando participes y se te muestre.
problem-kit-no-words = Este paso no pide palabras.
problem-kit-no-picture = Este paso no pide ninguna imagen.
problem-kit-picture = Esto no es una imagen PNG, JPEG o WebP.
problem-kit-number = Aquí hay pasos o partes de más o de menos. Se esperaba de 1 a { $most }.
problem-kit-language = «{ $found }» no es un código de idioma, como en o pt-BR.
problem-kit-twice = «{ $found }» está dos veces. Pon cada cosa una vez.
problem-kit-languages = Escribe esto en cada uno de los idiomas { $expected }.
problem-kit-address = Hay una dirección en un texto: «{ $found }». Ponla en el enlace del paso.
problem-kit-host = Este enlace lleva a { $found }, que la campaña no nombra.
problem-kit-onward = Este enlace podría llevar a otra parte, porque contiene «{ $found }». Usa uno simple.
done-kit-saved = El borrador está guardado. Debe revisarlo otra persona.
done-kit-in-use = La guía está en uso.
done-kit-removed = El borrador ya no está.
done-kit-step = El paso está marcado como hecho.
done-kit-step-undone = La marca se quitó.
notice-kit-sent-back = Tu guía de «{ $campaign }» se devolvió. Lee por qué.

## mail

problem-mail-not-offered = Este servicio no envía correo. Tus avisos están aquí.
problem-mail-address = Esto no es una dirección de correo. Escríbela así: ana@example.org.
problem-mail-code = Este no es el código que enviamos. Mira el mensaje más reciente.
problem-mail-code-over = Este código ya no vale. Da la dirección otra vez para recibir otro.
problem-mail-nothing = Ninguna dirección espera un código. Da una primero.
mail-title = Avisos por correo
mail-lead = Si quieres, te escribimos cuando algo te espera. El mensaje solo dice eso.
mail-none = Este servicio no envía correo. Tus avisos están aquí.
mail-address = Tu dirección
mail-address-send = Enviarme un código
mail-address-is = Tu dirección es
mail-other = Usar otra dirección
mail-code-sent = Enviamos un código ahí. Vale durante una hora.
mail-code = Código recibido
mail-code-send = Confirmar
mail-names = Los mensajes pueden nombrar las coaliciones. Quien lea tu correo verá dónde participas.
mail-keep = Guardar
mail-remove = Quitar la dirección
mail-stop = No más correo
mail-stop-lead = Quitamos tu dirección y no te escribimos más. Tus avisos siguen aquí.
mail-stop-now = Quitar mi dirección
mail-letter-subject = Algo te espera
mail-letter-waits = Algo te espera en tus avisos:
mail-letter-stop = Si no quieres más mensajes así:
mail-letter-code-subject = Tu código
mail-letter-code = Tu código es { $code }. Vale durante una hora.
mail-letter-code-not = Si no lo pediste, no hagas nada. Entonces esta dirección no se usará.
done-mail-code = Un código va en camino.
done-mail = Tu dirección está confirmada.
done-mail-kept = Guardado.
done-mail-removed = Tu dirección se quitó.

## messages

# Text messages: what is said to a telephone. Short, and without anything that
# a bystander should not read.

messages-about = Esto es { $coalition }. Envía fotos de tu pago y sabrás cómo estás. Al entrar se acepta el estatuto: { $charter }
messages-other-language = For English: ENGLISH.
messages-not-read = La foto no se leyó ni se guardó. Envíala otra vez después de responder.
messages-yes-or-no = ¿Estás de acuerdo? Responde SÍ o NO.
messages-code = Para entrar hace falta una invitación. Envía su código.
messages-code-over = Esta invitación no vale aquí. Pide otra y envía su código.
messages-nothing-kept = Aquí no se guarda nada tuyo.
messages-refused = Está bien. No se guarda nada. Escribe otra vez cuando quieras.
messages-joined = Ya estás dentro, como { $handle }. Envía una captura de tu pago. MÁS muestra qué se puede pedir.
messages-got = { $pictures ->
    [one] Recibimos 1 foto y la leemos ahora.
   *[other] Recibimos { $pictures } fotos y las leemos ahora.
}
messages-found = Encontramos { $jobs ->
    [one] 1 trabajo nuevo
   *[other] { $jobs } trabajos nuevos
}: { $sum } con propinas. Hasta ahora has compartido { $all ->
    [one] 1 trabajo
   *[other] { $all } trabajos
}.
messages-year = { $jobs ->
    [one] 1 trabajo no muestra el año, así que tomamos el último día así: { $day }.
   *[other] { $jobs } trabajos no muestran el año, así que tomamos los últimos días así, desde el { $day }.
} Si no es así, envía WEB y sácalo allí.
messages-known = { $jobs ->
    [one] 1 trabajo ya estaba y no se cuenta otra vez.
   *[other] { $jobs } trabajos ya estaban y no se cuentan otra vez.
}
messages-alike = { $jobs ->
    [one] 1 trabajo es como otro que ya estaba, y ninguna hora los distingue. No se cuenta otra vez.
   *[other] { $jobs } trabajos son como otros que ya estaban, y ninguna hora los distingue. No se cuentan otra vez.
} Si es otro trabajo, envía fotos que muestren cuándo empezó cada uno.
messages-no-job = No hay ningún trabajo en lo que enviaste. Prueba con otra foto en la que se lean las cantidades.
messages-lost-media = No se pudo traer una foto. Envíala otra vez, por favor.
messages-refused-media = Algo de lo que enviaste no se puede leer. Envía fotos o PDF de 16 MB como máximo.
messages-unsure = { $jobs ->
    [one] 1 trabajo necesita una respuesta tuya. Entonces cuenta; sin ella se borra tras un día.
   *[other] { $jobs } trabajos necesitan una respuesta tuya. Entonces cuentan; sin ella se borran tras un día.
}
messages-ask-read = { $field ->
    [total] ¿El total fue
    [tip] ¿La propina fue
    [order-total] ¿La cantidad que pagó el cliente fue
    [promotion] ¿La promoción fue
   *[base] ¿El pago fue
} { $amount }? Responde SÍ, o la cantidad. OMITIR deja fuera el trabajo.
messages-ask-missing = { $field ->
    [total] ¿Cuánto fue el total?
    [tip] ¿Cuánto fue la propina?
    [order-total] ¿Cuánto pagó el cliente?
    [promotion] ¿Cuánto fue la promoción?
   *[base] ¿Cuánto fue el pago?
} Responde con la cantidad. OMITIR deja fuera el trabajo.
messages-ask-day = { $known ->
    [yes] ¿Fue el trabajo de { $amount }
   *[no] ¿Fue este trabajo
} el { $day }? Responde SÍ, o el día. OMITIR deja fuera el trabajo.
messages-ask-day-missing = { $known ->
    [yes] ¿Qué día fue el trabajo de { $amount }
   *[no] ¿Qué día fue este trabajo
}? Responde con el día, como 2020-08-24. OMITIR deja fuera el trabajo.
messages-ask-day-others = { $jobs ->
    [one] Otro trabajo de la imagen toma el año de tu respuesta.
   *[other] Otros { $jobs } trabajos de la imagen toman el año de tu respuesta.
}
messages-no-amount = Esto no es una cantidad.
messages-no-day = No es un día en que pueda haber sido un trabajo. Escríbelo como 2020-08-24.
messages-over = Este trabajo esperó un día y ya no está. Envía su foto otra vez.
messages-left-out = El trabajo queda fuera.
messages-no-jobs = Todavía no has compartido ningún trabajo. Envía una captura de tu pago.
messages-no-sum = una suma que no se conoce
messages-no-tips = Todavía no se conoce ninguna propina de tus trabajos.
messages-pay-one = Tu único trabajo pagó { $mean } sin propina. Un trabajo dice poco del siguiente.
messages-pay = Tus { $jobs } trabajos pagaron { $mean } de media, sin propinas. Es muy probable que la media esté entre { $low } y { $high }.
messages-tips-one = La propina de tu único trabajo fue { $mean }. Un trabajo dice poco del siguiente.
messages-tips = Tus propinas fueron { $mean } de media en { $jobs } trabajos. Es muy probable que la media esté entre { $low } y { $high }.
messages-tips-share = Las propinas fueron el { $share } de todo lo que te pagaron por ellos.
messages-group-none = Todavía no se puede mostrar nada del grupo. Hacen falta al menos otras { $needed } personas con trabajos suficientes.
messages-group = Más sobre esto: { $link }
messages-export = Tus trabajos en un archivo: { $link } El enlace vale una hora y da el archivo una vez.
messages-receipt = El recibo de lo último que compartiste: { $link } El enlace vale una hora y lo da una vez.
messages-delete = Esto retira todo lo que compartiste, y sales. Nadie puede recuperarlo. Envía BORRAR otra vez para hacerlo.
messages-deleted = Hecho. { $donations ->
    [one] Se retiró 1 donación.
   *[other] Se retiraron { $donations } donaciones.
} No se guarda nada tuyo.
messages-proof = La prueba firmada, una vez y durante una hora: { $link }
messages-stopped = Ya no recibes mensajes. Lo que compartiste se queda. BORRAR lo retira, EMPEZAR vuelve a comenzar.
messages-started = Vuelves a recibir mensajes. Envía una captura de tu pago. MÁS muestra qué se puede pedir.
messages-language = Desde ahora en español.
messages-lost = No entendimos eso.
messages-more = Envía una foto de tu pago, o una de estas palabras. PAGO y PROPINAS: tus cifras. GRUPO: las de todo el grupo. EXPORTAR y RECIBO: archivos. WEB: verlo en la web. ACERCA: qué es esto. IDIOMA: in English. PARAR: sin mensajes. BORRAR: retirar todo.
messages-linked = Este teléfono y { $handle } son ahora lo mismo. Lo que compartiste con él también está allí. Lo que aceptaste en la web vale aquí. Nadie más lo sabe.
messages-agreed = Queda anotado. Envía una captura de tu pago. MÁS muestra qué se puede pedir.
messages-link-wrong = Este código no vale. Un código vale una hora y una vez. Pide otro en la página donde lo obtuviste.
messages-link-often = Son demasiados códigos. Espera una hora e inténtalo de nuevo.
messages-link-another = Este teléfono ya es de una cuenta. Quítalo primero allí, o envía BORRAR.
messages-web = Para verlo y guardarlo en la web: entra en { $link } y escribe { $code }. Vale una hora y una vez. Quien lo escriba tendrá lo que compartiste.
messages-web-linked = Este teléfono ya es de una cuenta. Entra en ella para ver lo que compartiste.
messages-given-up = Algo salió mal con tu mensaje. Envíalo otra vez, por favor.

messages-file = Tu archivo
messages-file-lead = Un mensaje te trajo aquí. El botón te da el archivo.
messages-file-get = Obtener el archivo
messages-file-once = Se puede obtener una vez, dentro de una hora. Después se borra aquí.

notice-phone-linked = Un teléfono envió tu código y ahora es tuyo. Si no fuiste tú, quítalo.

messages-phone = Tu teléfono
messages-phone-none = Este servicio no recibe mensajes de texto por ahora.
messages-phone-lead = Puedes enviar tu pago por mensaje de texto y verlo aquí, como una sola persona. Nadie más sabe que son lo mismo.
messages-phone-count = { $phones ->
    [one] Aquí es tuyo 1 teléfono.
   *[other] Aquí son tuyos { $phones } teléfonos.
}
messages-phone-remove = Quitar mis teléfonos
messages-phone-remove-hint = Ya no podrán ver nada tuyo. Lo que compartieron sigue siendo tuyo.
messages-phone-add = Hacer tuyo un teléfono
messages-phone-make = Crear un código
messages-phone-send = Envía esto desde tu teléfono al número de la coalición:
messages-phone-word = VINCULAR
messages-phone-holds = Vale una hora y una vez. Un código nuevo acaba con el anterior.
messages-phone-consent = Al enviarlo aceptas esto: lo que compartió el teléfono pasa a ser tuyo aquí. Lo que aceptaste aquí vale para él. Y quien tenga el teléfono puede pedir tus cifras.
messages-phone-claim = Tu teléfono recibió un código
messages-phone-claim-lead = Envía WEB desde un teléfono que compartió pagos, y recibe un código. Escríbelo aquí, y lo que compartió es tuyo.
messages-phone-code = El código
messages-phone-claim-send = Hacerlo mío

done-phone-claimed = Lo que compartió el teléfono ya es tuyo.
done-phone-removed = Tus teléfonos están quitados. Lo que compartieron sigue siendo tuyo.

problem-messages-link = Este código no vale. Un código vale una hora y una vez. Envía WEB desde el teléfono para pedir otro.
problem-messages-link-role = Quien tiene este teléfono tiene un cargo aquí, así que no pueden unirse.
problem-messages-file-gone = Detrás de este enlace ya no hay ningún archivo. Pide otro en un mensaje.
problem-messages-later = El mensaje se responde más tarde.

## moderation

moderation-reply = Responder, si esto trata de ti
moderation-report = Avisar
moderation-replies = Respuestas de quienes aparecen
moderation-report-title = Avisar de esto
moderation-report-lead = Lo leen las personas responsables. Ocultan el contenido o lo mantienen, y dicen por qué. Tu nombre no se guarda.
moderation-report-send = Avisar
moderation-reason = Motivo
moderation-reply-title = Responder
moderation-reply-lead = ¿Apareces aquí, o tu organización? Tu respuesta estará junto al texto cuando una persona responsable la acepte.
moderation-reply-send = Enviar la respuesta
moderation-name = Hablas como
moderation-name-hint = Todo el mundo leerá este nombre.
moderation-text = Tu respuesta
moderation-queue-lead = Lo que decidas aquí queda en el registro, con tu motivo.
moderation-reported = Con aviso
moderation-none = No hay nada pendiente.
moderation-rule = Decidir
moderation-rule-send = Decidir
moderation-ruling = Qué debe pasar
moderation-keep = Mantenerlo
moderation-keep-hint = Queda como está.
moderation-hide = Ocultarlo
moderation-hide-hint = Nadie ve ya su texto, solo tu motivo.
moderation-replies-wait = Respuestas pendientes
moderation-accept = Aceptar
moderation-refuse = Rechazar
post-coalition = Texto de la coalición
post-campaign = Campaña
post-claim = Afirmación
post-proposal = Propuesta
problem-reported-already = Ya avisaste de esto. Lo tienen las personas responsables.
problem-replies-wait = Aquí hay ya muchas respuestas pendientes. Escribe al contacto de la coalición.
problem-ruling-unknown = Elige si ocultarlo o mantenerlo.
notice-post-hide = Se ha ocultado «{ $title }». El motivo: { $why }
notice-post-keep = Hubo avisos de «{ $title }», y se mantiene. El motivo: { $why }
done-reported = Tu aviso ha llegado a las personas responsables.
done-replied = Ahora leerá tu respuesta una persona responsable.
done-ruled = Está decidido, y consta en el registro.
done-settled = Está resuelto, y consta en el registro.

## passkeys

problem-passkey-unknown = Ninguna cuenta se abre con esta clave de acceso. Usa tu frase de recuperación.
problem-passkey-wrong = No se puede aceptar la respuesta de tu dispositivo. Prueba otra vez o con otro dispositivo.
problem-passkey-over = Esta página estuvo abierta demasiado tiempo o la respuesta ya se usó. Prueba otra vez.
problem-passkey-fresh = Para añadir una clave de acceso, cierra la sesión y vuelve a entrar. Entraste hace más de una hora.
problem-passkey-browser = Una clave de acceso se añade en un navegador.
problem-passkeys-many = Tienes { $most } claves de acceso. Quita una primero.
passkeys-title = Claves de acceso
passkeys-lead = Una clave de acceso está en tu teléfono o computadora. Con ella entras sin las doce palabras.
passkeys-phrase = Tu frase de recuperación sigue abriendo la cuenta. Guárdala: sirve para volver si pierdes el dispositivo.
passkeys-phrase-lost = Sin la frase o una clave de acceso nadie puede abrir la cuenta, tampoco quien lleva este servicio.
passkeys-phrase-why = Una frase nueva sustituye a la anterior. Se cierran los demás navegadores y programas, y terminan las claves de acceso.
passkeys-new = Añadir una clave de acceso
passkeys-name = Nombre de la clave de acceso
passkeys-name-hint = Di en qué dispositivo está. El dispositivo también muestra este nombre.
passkeys-add = Añadirla en este dispositivo
passkeys-made = Añadida
passkeys-used = último uso
passkeys-rename = Cambiar el nombre
passkeys-remove = Quitar
passkeys-sign-in = Entrar con una clave de acceso
passkeys-scripts = Solo se puede añadir una clave de acceso en un navegador que ejecute scripts.
passkeys-unable = Este navegador no puede guardar una clave de acceso para esta dirección.
passkeys-known = Este dispositivo ya tiene una clave de acceso para tu cuenta.
passkeys-failed = El dispositivo no dio ninguna clave de acceso. No se cambió nada.
passkeys-impossible = Este servicio no tiene una dirección con nombre, así que no puede aceptar claves de acceso.
done-passkey-added = La clave de acceso está añadida. Puedes entrar con ella.
done-passkey-renamed = La clave de acceso tiene su nombre nuevo.
done-passkey-removed = La clave de acceso está quitada. Ya no abre nada.

## people

problem-busy = Demasiada gente está entrando en este momento. Inténtalo de nuevo en un minuto.
problem-too-often = Esto se hizo demasiadas veces. Inténtalo de nuevo en { $seconds } segundos.
problem-phrase-count = Una frase tiene { $expected } palabras. Palabras aquí: { $found }.
problem-phrase-word = La palabra { $place } no está en la lista. Revisa cómo se escribe.
problem-phrase-checksum = Estas palabras no van juntas. Revisa su orden y si alguna es otra.
problem-phrase-unknown = Ninguna cuenta se abre con esta frase. Revisa las palabras.
problem-phrase-asked = Esta no es la palabra { $place } de tu frase. Mira otra vez lo que anotaste.
problem-phrase-over = Esta página estuvo abierta demasiado tiempo. No se guardó nada. Empieza de nuevo.
problem-phrase-used = Esta frase ya se usó. Si acabas de crear la cuenta, entra con ella. Si no, empieza de nuevo.
problem-scopes = Elige lo que puede hacer: { $known }.
problem-token-days = Elige 7, 30, 90 o 365 días.
problem-tokens-many = Ya tienes { $most } claves. Termina una primero.
problem-language = Este idioma no se habla aquí. Elige en o es.
problem-delete-sure = Marca la casilla si quieres hacerlo.
people-unread = Hay algo sin leer
people-sign-up = Crear una cuenta
people-sign-up-lead = No hace falta nombre, correo ni teléfono. Estas doce palabras son tu llave.
people-sign-up-send = Crear mi cuenta
people-have-account = ¿Ya tienes una cuenta?
people-no-account = ¿Aún no tienes cuenta?
people-phrase = Tu frase de recuperación
people-phrase-hint = Doce palabras en su orden, con espacios. No importan las mayúsculas ni los acentos.
people-phrase-lost = Sin la frase nadie puede abrir la cuenta, ni siquiera quien lleva este servicio.
people-phrase-write = Anota las palabras en este orden. Guárdalas donde nadie más mire.
people-phrase-warning = Quien tenga estas palabras puede entrar. Nadie puede devolvértelas, tampoco este servicio.
people-phrase-written = Ya las anoté
people-phrase-check = Dos de tus palabras
people-phrase-asked = Pedimos dos palabras, para que conste que las tienes.
people-phrase-word = Palabra { $place }
people-phrase-again = Mostrar las palabras otra vez
people-phrase-new = Nueva frase de recuperación
people-phrase-why = Una frase nueva reemplaza a la anterior. Se cierran los demás navegadores y programas.
people-phrase-next = Mostrar una frase nueva
people-phrase-send = Usar la frase nueva
people-coalitions = Tus coaliciones
people-coalitions-lead = Solo tú ves que van juntas.
people-coalitions-none = Aún no formas parte de ninguna coalición.
people-find = Buscar una coalición
people-handle = Aquí te conocen como
people-role-member = integrante
people-role-organiser = organización
people-role-steward = custodia
people-invite = Invitar a más gente
people-settings = Tu cuenta y sus ajustes
people-language = Idioma
people-keep = Guardar
people-back = Volver a tu página
people-sign-out = Salir
people-export = Todo lo que se guarda sobre ti, en un archivo
people-sessions = Dónde está abierta tu cuenta
people-sessions-lead = La cuenta está abierta en estos navegadores. Guardamos el tipo y el día, nada más.
people-session-unknown = Un navegador
people-session-own = este
people-session-started = Desde el
people-session-seen = último uso el
people-session-end = Salir ahí
people-sessions-end = Salir en todos los demás
people-tokens = Programas que actúan por ti
people-tokens-lead = Una clave permite que un programa actúe por ti, sin tu frase.
people-token-name = Cómo se llama el programa
people-token-scopes = Qué puede hacer
people-token-for = Por cuánto tiempo
people-token-days = { $days } días
people-token-new = Nueva clave
people-token-make = Crear una clave
people-token-made = Tu nueva clave
people-token-once = Cópiala ahora. Solo se muestra esta vez.
people-token-ends = Termina el
people-token-end = Terminar esta clave
people-scope-read = Leer lo que puedes leer
people-scope-account = Cambiar tu cuenta
people-scope-member = Actuar como integrante: unirse, comprometerse, votar
people-scope-organise = Preparar campañas
people-scope-steward = Actuar en la custodia
people-delete = Borrar mi cuenta
people-delete-lead = Sales de todas las coaliciones y tu cuenta termina. No se puede deshacer.
people-delete-gone = Lo que se borra
people-delete-gone-account = Tu cuenta, sus sesiones y claves
people-delete-gone-member = Tu pertenencia, compromisos y avisos en
people-delete-gone-mail = Tu dirección de correo y tus dispositivos, si los diste
people-delete-kept = Lo que se conserva, y por qué
people-delete-kept-ballots = Los votos ya contados. No llevan nombre, y cualquiera puede contarlos de nuevo.
people-delete-kept-log = Lo que consta de tus actos de custodia u organización. Los demás deben poder comprobarlo.
people-delete-kept-backups = Las copias de seguridad, hasta que se reemplacen. Quien lleva este servicio sabe cuánto tarda.
people-delete-statements = Por cada coalición recibes una declaración firmada de lo que se borró.
people-delete-sure = Sí, quiero hacerlo
people-deleted = Tu cuenta se borró
people-deleted-lead = Tu frase ya no abre nada.
people-deleted-statements = Guarda estas declaraciones si quieres. No conservamos copia.
people-inbox-none = Aún no hay nada. Aquí verás lo que te concierne en tus coaliciones.
people-inbox-read = Marcar todo como leído
people-inbox-new = Nuevo:
people-inbox-open = Abrir
people-inbox-older = Anteriores
notice-other = Hay algo aquí que te concierne.
done-signed-up = Tu cuenta está lista y abierta.
done-signed-in = Tu cuenta está abierta.
done-signed-out = Tu cuenta se cerró en este navegador.
done-phrase = Tu nueva frase vale desde ahora. Se cerraron los demás navegadores y programas.
done-language = El idioma se cambió.
done-session-ended = La cuenta se cerró ahí.
done-token-ended = La clave terminó.
done-inbox-read = Todo está marcado como leído.

## plan

plan-title = El plan que miran las puertas
plan-lead = Responde como son las cosas, no como deberían ser. Cada respuesta abre o cierra una puerta, y otras personas revisan el plan.
plan-organise = El plan
plan-none-yet = No hay ningún plan. Escribe uno si tu coalición quiere saber qué dicen las puertas.
plan-write = Escribir un plan
plan-change = Cambiar el plan
plan-remove = Quitar el plan
plan-others = Escribiste este plan o un cambio. Tienen que revisarlo otras personas.
plan-review = Revisar el plan
plan-review-lead = No lo escribiste, así que puedes revisarlo. El registro muestra que lo hiciste. Si el plan cambia, sus revisiones desaparecen.
plan-part-country = La ley del país
plan-part-ethics = Si es justo
plan-part-alternative = Lo que haría una huelga en su lugar
plan-ask-country = ¿Has comprobado, o hecho comprobar, que la ley de este país lo permite?
plan-ask-ethics = ¿Has sopesado a quién podría dañar, y te parece bien?
plan-ask-alternative = ¿Has mirado lo que harían en su lugar una huelga o una oposición?
plan-nothing = Nada de lo que se pregunta
plan-agree = Sí, y respondo de ello
plan-reviewed = Esta parte está revisada.
plan-take-back = Retirar la revisión
plan-open = ¿Puede la gente hacer huelga u oponerse?
plan-open-yes = Sí, puede hacer huelga u oponerse
plan-open-no = No, ninguna de las dos cosas es posible
plan-share = Su efecto, de 100
plan-share-hint = Lo que haría una huelga, según una previsión, si el veneno hiciera 100. Vacío si no hay ninguna.
plan-from = Primer día
plan-hint-from = El día en que empezaría.
plan-until = Último día
plan-hint-until = Ese día termina por sí solo, como mucho 30 días después.
plan-enough = Desde qué parte va antes una huelga, de 100
plan-hint-enough = Si una huelga logra esa parte del efecto, la puerta lleva a ella.
plan-country = País
plan-hint-country = De quienes participarían: un código como nl.
plan-data-own-traces = Rastros que deja el comportamiento propio
plan-data-own-unpublished-works = Obras propias antes de publicarlas
plan-data-health = Salud
plan-data-finance = Dinero y crédito
plan-data-insurance = Seguros
plan-data-employment = Registros de empleo
plan-data-school = Escuela
plan-data-government = Un censo u otro formulario público
plan-data-biometric = Caras, huellas y similares
plan-data-emergency = Emergencias
plan-data-elections = Elecciones
plan-data-safety = Aquello de lo que depende la seguridad
plan-data-children = Infancia
plan-data-other = Cualquier otra cosa
plan-is-states-fact = Le dice algo a alguien como un hecho
plan-is-signed = Está en un formulario que se firma
plan-is-warranted = La gente ha garantizado que los datos son correctos
plan-is-terms-shown = La gente ve las condiciones del operador sobre automatización y datos falsos
plan-is-paid = Los datos son trabajo pagado
plan-is-own-account = Cada persona usa su propia cuenta
plan-is-own-device = Cada persona usa su propio dispositivo
plan-is-automated = Un programa actúa en lugar de la gente
plan-is-several-accounts = Una persona usa varias cuentas
plan-is-faster-than-human = Va más deprisa de lo que podría una persona
plan-is-billed = Se cobraría a anunciantes u otros
plan-is-safety = Sufriría la seguridad de otras personas
plan-is-commons = El blanco es un bien común: una enciclopedia, un mapa, respuestas sobre salud
plan-is-stop-published = Está publicado con qué condición se detiene
plan-is-spares-compliant = Se respeta al operador que cumple la demanda
gates-simulated = Lo que dice la simulación
gates-simulate = Calcular la simulación
gates-falls-to = Cuando se filtra, esto es lo que queda:
done-simulation-asked = El motor la calcula. Esta página la muestra en cuanto esté.
did-review-plan = Revisó el plan que miran las puertas ante el veneno
problem-plan-data = Elige qué son los datos.
problem-plan-share = Da un número de 0 a 100.
problem-plan-part = Elige lo que revisaste: el país, la ética o la alternativa.
problem-plan-own = Escribiste este plan o un cambio. Pide a otra persona que lo revise.
problem-plan-none = No hay ningún plan que revisar. Alguien tiene que escribirlo antes.
done-plan-written = El plan está escrito. Tienen que revisarlo otras personas.
done-plan-removed = El plan ya no está.
done-plan-reviewed = Queda anotado, y el registro muestra que lo hiciste.

## pledges

pledges-of = Campaña:
pledges-to-confirm = Leer y confirmar
pledges-change = Cambiar o retirar tu compromiso
pledges-how = Nadie sabe de tu compromiso hasta que haya bastante gente y aceptes de nuevo.
pledges-take-part = Participar
pledges-join-first = Esta campaña es para miembros de su coalición.
pledges-join = Ver la coalición
pledges-stand-pledged = Tu compromiso está hecho.
pledges-stand-noticed = Hay bastantes compromisos.
pledges-stand-confirmed = Tu confirmación está hecha.
pledges-stand-revealed = Participas y se te muestra.
pledges-next-pledged = No se avisa a nadie. Cuando haya bastante gente, recibirás un aviso y decidirás de nuevo.
pledges-next-noticed = Todavía no se te muestra a nadie. Decide si quieres que se te muestre.
pledges-next-confirmed = Todavía no se te muestra a nadie. Cuando acabe el plazo, veremos si confirmó bastante gente.
pledges-next-revealed = Solo quien elegiste puede ver tu apodo. Puedes retirarlo en cualquier momento.
pledges-asks = Participas
pledges-others-none = sea cual sea el número de personas
pledges-others = si participan { $count } personas más o un número mayor
pledges-audience = Aceptas que se te muestre a
pledges-audience-ask = Llegado el momento, ¿a quién se puede mostrar tu apodo?
pledges-audience-counsel = Una persona de confianza
pledges-audience-hint-counsel = Solo la persona que nombra la campaña, por ejemplo de la abogacía.
pledges-audience-organisers = La organización
pledges-audience-hint-organisers = Quienes organizan y custodian la coalición, y la persona de confianza si la hay.
pledges-audience-participants = Quienes participan
pledges-audience-hint-participants = Todas las personas que se muestran en esta campaña, y quienes la organizan.
pledges-audience-public = Todo el mundo
pledges-audience-hint-public = Cualquiera que abra la página de la campaña, también el operador.
pledges-until = Puedes confirmar hasta el
pledges-uncounted = Tu compromiso aún no cuenta para el tamaño, porque se sabe poco de ti. Una persona responsable puede avalarte. Entonces contará sin que hagas nada más.
pledges-lead = No se muestra a nadie si no confirman { $threshold } personas cuyo compromiso cuenta.
pledges-send = Comprometerme
pledges-send-change = Cambiar el compromiso
pledges-then = Qué pasa después
pledges-then-private = Tu compromiso es privado. Nadie puede consultarlo, y los tamaños se publican solo de vez en cuando.
pledges-then-notice = Cuando haya bastante gente, recibirás un aviso privado.
pledges-then-confirm = Tienes al menos siete días para confirmar. Si no haces nada, tu compromiso acaba y nadie lo sabe.
pledges-then-shown = Solo si confirma bastante gente se muestra a quienes confirmaron, a cada persona solo ante quien eligió.
pledges-leave = Salir
pledges-leave-hint = Puedes retirar tu compromiso en cualquier momento. Aquí no queda nada de él.
pledges-withdraw = Retirar el compromiso
pledges-title = Tu compromiso
pledges-confirm-title = Confirmar tu compromiso
pledges-confirm-lead = Hay bastantes compromisos. ¿Quieres participar y que se te muestre?
pledges-confirm-then = Si confirman { $threshold } personas cuyo compromiso cuenta, se muestra a quienes confirmaron, solo ante quien eligieron.
pledges-confirm-not = Si no confirmas, tu compromiso acaba y nadie lo sabe. Para elegir a otras personas, cambia tu compromiso.
pledges-confirm-agree = Acepto que se me muestre como dice aquí.
pledges-confirm = Confirmar
pledges-people-title = Quién participa
pledges-people-counsel = Ves a todas las personas mostradas, porque la campaña te nombra persona de confianza. No lo compartas.
pledges-people-organisers = Ves a quienes aceptaron mostrarse ante la organización. No lo compartas.
pledges-people-participants = Ves a quienes aceptaron mostrarse ante quienes participan. No lo compartas.
pledges-people-public = Estas personas aceptaron mostrarse ante todo el mundo.
pledges-people-size = Personas que se muestran ante alguien: { $size }, a fecha de
pledges-people-none = Aquí no hay nadie a quien puedas ver.
pledges-people-more = Siguientes personas
problem-pledge-not-open = Esta campaña no acepta compromisos ahora. No cambió nada.
problem-pledge-none = No tienes ningún compromiso en esta campaña.
problem-pledge-off-grid = Elige uno de los tamaños de la lista.
problem-pledge-no-notice = Ahora no hay nada que confirmar. Recibirás un aviso cuando haya bastante gente.
problem-pledge-shown = Ya se te muestra. Para cambiar algo, retira primero tu compromiso.
problem-pledge-members = Solo pueden hacerlo miembros de la coalición. Únete primero.
problem-pledge-no-counsel = Esta campaña no nombra a ninguna persona de confianza. Elige otra respuesta.
problem-pledge-audience = Elige a quién se te puede mostrar.
problem-pledge-agree = Marca la casilla si aceptas que se te muestre.
done-pledged = Tu compromiso está guardado. No se avisa a nadie.
done-withdrawn = Tu compromiso ya no está.
done-confirmed = Tu confirmación está guardada. Todavía no se muestra a nadie.
notice-pledge-confirm = Hay bastantes compromisos en «{ $campaign }». Decide si quieres que se te muestre. Tienes al menos siete días.
notice-pledge-lapsed = No confirmaste en «{ $campaign }», así que tu compromiso acabó. Nadie lo supo. Puedes comprometerte otra vez.
notice-pledge-shown = Confirmó bastante gente en «{ $campaign }». Ahora se te muestra a quien elegiste.
notice-pledge-waits = Confirmó poca gente en «{ $campaign }». No se muestra a nadie más. Tu compromiso sigue.
notice-pledge-ended = «{ $campaign }» terminó. No se te mostró a nadie y tu compromiso se ha borrado.

## poll

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

## push

problem-push-endpoint = Esta no es la dirección de un servicio de avisos público con HTTPS. Activa los avisos otra vez desde esta página.
problem-push-keys = Estas no son las claves de un navegador. Activa los avisos otra vez desde esta página.
problem-push-many = Ya tienes { $most } dispositivos. Quita uno primero.
push-title = Avisos en este dispositivo
push-lead = Si quieres, este navegador te avisa cuando algo te espera. El mensaje solo dice eso.
push-through = Llega por un servidor de quien hace el navegador. Ese servidor no puede leerlo, pero ve cuándo llega.
push-here = Este navegador te avisa. Si sales de tu cuenta aquí, deja de hacerlo.
push-on = Activar en este navegador
push-off = Desactivar en este navegador
push-scripts = Un navegador solo puede avisarte si ejecuta programas. Tus avisos aquí y el correo funcionan sin ellos.
push-unable = Este navegador no puede avisarte. Tus avisos aquí y el correo funcionan igual.
push-denied = El navegador no deja que esta página te avise. Puedes cambiarlo en sus ajustes.
push-failed = El navegador no alcanza ahora su servidor de mensajes. Inténtalo más tarde.
push-others = Tus otros dispositivos
push-program = Añadido por un programa
push-server = A través de
push-remove = Quitar
push-else = También hay otra manera:
push-message-title = Algo te espera
push-message = Abre tus avisos para ver qué es.
done-push-on = Desde ahora este navegador te avisa.
done-push-off = Ya no se envía nada ahí.

## receipts

# Lo que cualquiera puede ver de los recibos de las donaciones.

receipts-title = Recibos de las donaciones
receipts-lead = Quien dona recibe un recibo firmado. Aquí está lo necesario para comprobar uno sin preguntarnos.
receipts-key = La clave
receipts-key-hint = Todo recibo se firma con esta clave pública. Anótala en otro lugar, para que nadie pueda cambiarla sin que se note.
receipts-roots = Las raíces de cada día
receipts-roots-hint = Todos los recibos de un día están bajo una raíz. Se publica cuando el día ha terminado en UTC. Hojas de nadie ocultan cuántos hay.
receipts-none = Todavía no se ha cerrado ningún día.
receipts-all = Todas, firmadas, para programas:
receipts-complete = Completa tu recibo
receipts-complete-hint = Pega tu recibo. Lo recibes de vuelta con la prueba que lleva a la raíz de su día. Si la donación se retiró, también lo dice. No pedimos nada más, y no necesitas una cuenta.
receipts-complete-do = Obtenerlo con su prueba
receipts-file = Tu recibo
receipts-file-hint = Todo el texto del archivo receipt.json.
problem-receipts-not-ours = No es un recibo nuestro: { $why }
problem-receipts-put-back = Este servicio volvió al { $day } desde una copia de seguridad. Tu donación del { $given } llegó después y no está en ella. Tu recibo sigue probando que la diste. Para que cuente, dónala otra vez.
problem-receipts-not-here = Tu donación del { $given } ya no está aquí, y no se retiró. Tu recibo sigue probando que la diste. Pregunta a quien lleva este servicio, o dónala otra vez.

## sharing

# Maneras de repartir dinero: el explorador de reglas.

sharing-title = Maneras de repartir dinero
sharing-lead = Prueba una regla antes de votarla. Aquí no se paga nada, y no se guarda nada de lo que pruebas.
sharing-on = ¿Con qué?
sharing-on-values = lo que añaden los datos del grupo
sharing-on-example = tres personas: una que daña, una que no hace nada y una que ayuda
sharing-rule = Regla
sharing-rule-equal = equal: lo mismo para cada persona
sharing-rule-rank = rank: según el puesto en el orden
sharing-rule-bins = bins: en escalones iguales
sharing-rule-positive = positive: lo mismo para quienes añaden algo
sharing-rule-shift = shift: según el valor, contado desde el más bajo
sharing-rule-power = power: como shift, pero las personas quedan más cerca
sharing-rule-softmax = softmax: algo para cada persona, y cada escalón lo multiplica
sharing-rule-clip = clip: según el valor, nada para quien daña
sharing-rule-abs = abs: según el tamaño, el daño se paga como la ayuda
sharing-public-good = Se guarda para lo que usa todo el grupo, en tanto por ciento
sharing-gini = Índice de Gini que alcanzar
sharing-gini-hint = Desde 0, lo mismo para cada persona, hasta menos de 1. Se mezcla pago igual hasta alcanzarlo. Déjalo vacío si no quieres.
sharing-floor = Lo mínimo por persona
sharing-cap = Lo máximo por persona
sharing-empty-hint = Déjalo vacío si no quieres.
sharing-budget = Lo que hay para repartir
sharing-currency = Moneda
sharing-look = Mirar
sharing-example = Este es el ejemplo más pequeño: los valores son −1, 0 y 1.
sharing-stand = Se calcula para { $people } personas, el tamaño publicado de quienes tienen sus datos valorados. No se reconoce a nadie.
sharing-stand-many = Se calcula para { $people } personas, representadas aquí por { $standing }. No se reconoce a nadie.
sharing-steps = Lo que recibe cada persona, en { $currency }
sharing-head-people = personas
sharing-head-value = valor
sharing-head-each = recibe cada una
sharing-unequal = Cuánta desigualdad hay
sharing-properties = Lo que esto cumple y lo que rompe
sharing-compared = Cada regla, una junto a otra
sharing-next = Lo que sigue
sharing-next-lead = Si una regla te parece justa, llévala a votación. Solo vale lo que decide el grupo.
sharing-at = El dividendo más alto es { $most }, el del medio { $middle }, el más bajo { $least }.
sharing-at-gini = El índice de Gini es { $gini }. La décima parte que más recibe tiene { $top } del dinero.
sharing-at-floors = El mínimo es más de lo que hay para repartir.
sharing-at-caps = Con este máximo queda dinero que nadie puede recibir.
sharing-at-wrong = Algo escrito arriba no es un número.
sharing-minimum = Lo mínimo que se paga
sharing-minimum-hint = Lo que es menos espera a la próxima vez. Vacío: ninguno.
sharing-rounding = Céntimos que no se pueden partir
sharing-rounding-largest-remainder = a los restos mayores
sharing-rounding-webster = por el método de Webster
sharing-rounding-cumulative = compensados entre todas las rondas
sharing-none = ninguna
sharing-settings = Ajustes de la regla
sharing-count = bins: número de escalones
sharing-count-hint = Vacío: 3.
sharing-first = bins: partes del escalón más bajo
sharing-first-hint = Vacío: 0, y el escalón más bajo no recibe nada. Con 1 recibe algo.
sharing-zero = positive: quienes están en cero
sharing-zero-hint = Escribe 1 para que también reciban. Vacío o 0: no reciben nada.
sharing-g = power: la potencia
sharing-g-hint = Vacío: 0.5. Menos de 1 acerca a las personas, más de 1 las aleja.
sharing-t = softmax: el paso
sharing-t-hint = Vacío: 1. Cuanto mayor es, más igual se paga.
sharing-mad = softmax: unidad del paso
sharing-mad-hint = Escribe 1 para contar el paso en distancias habituales entre valores. Vacío o 0: en valores.
sharing-mixture = Otra regla, y pago igual
sharing-mixed = Segunda regla
sharing-mixed-part = Su parte del dinero, en tanto por ciento
sharing-mixed-part-hint = Vacío: 50.
sharing-equal = Lo mismo para cada persona, en tanto por ciento
sharing-people = Quién participa, y quién cobra como una sola persona
sharing-everyone = Participan todas las personas del grupo
sharing-everyone-hint = Quienes no tienen datos valorados cuentan como personas cuyos datos no aportan nada.
sharing-pool = Cobran como una sola persona
sharing-pool-none = nadie: cada persona por separado
sharing-pool-household = los hogares, que forman sus miembros
sharing-pool-group = los grupos, que anotan las personas responsables
sharing-inside = Regla entre quienes cobran como una sola persona
sharing-base = Qué cuenta de un valor
sharing-base-value = la estimación
sharing-base-low = el límite inferior de su intervalo
sharing-pool-example = En el ejemplo cada persona está por separado.
sharing-pool-stand = Quienes cobran como una sola persona están aquí como cuando se calcularon los valores por última vez. Aquí, dentro de cada hogar o grupo se recibe lo mismo, y los tamaños se redondean.
sharing-pool-no-households = Aquí no se pueden mostrar los hogares: había muy pocos, o cambiaron muy pocos, al calcular los valores. Abajo está cada persona por separado.
sharing-pool-no-groups = Aquí no se pueden mostrar los grupos: no había, hay muy pocas personas en uno o fuera de todos, o cambiaron muy pocas. Abajo está cada persona por separado.
sharing-pools-alone = cada una por separado
sharing-pools-household = { $pools ->
    [one] un hogar
   *[other] { $pools } hogares
}
sharing-pools-group = { $pools ->
    [one] un grupo
   *[other] { $pools } grupos
}
sharing-paying = Pago: mínimo, transferencias, sorteo y céntimos
sharing-fee = Lo que cuesta una transferencia
sharing-fee-hint = Se aparta antes de repartir. Vacío: nada.
sharing-fee-cap = Máximo del dinero para transferencias, en tanto por ciento
sharing-fee-cap-hint = Vacío: 100. Si no alcanza, primero se pagan los saldos mayores.
sharing-lottery = Premios por sorteo
sharing-lottery-hint = Se sortean tantos premios iguales. Vacío: se paga a cada persona.
sharing-head-expected = puede esperar cada una
sharing-at-lottery = { $prizes ->
    [one] Se sortea un premio de { $prize }.
   *[other] Se sortean { $prizes } premios de { $prize } cada uno.
}
sharing-at-expected = De media, quien más puede esperar recibe { $most }, la persona del medio { $middle }, la última { $least }.
sharing-put = Someter estas reglas a votación
sharing-put-lead = Si se aprueba, estas reglas rigen enseguida. El dinero se reparte según ellas y ninguna otra.
sharing-put-rules = Lo que sometes a votación
sharing-put-file = Lo mismo como archivo para programas
sharing-money = { $amount } { $currency }
sharing-says-rule = Cuenta una regla: { $rule }.
sharing-says-part = { $share } del dinero va según esta regla: { $rule }.
sharing-says-settings = Ajustes de la regla { $rule }:
sharing-says-low = Cuenta lo mínimo que aporta cada persona: el límite inferior del intervalo.
sharing-says-everyone = Participan todas las personas del grupo. Quienes no tienen datos valorados cuentan como personas cuyos datos no aportan nada.
sharing-says-household = Cada hogar cobra como una sola persona. Los forman sus miembros.
sharing-says-group = Cada grupo cobra como una sola persona. Las personas responsables anotan quién está en cuál.
sharing-says-inside = Entre quienes cobran como una sola persona cuenta esta regla: { $rule }.
sharing-says-fee = { $money } se apartan por cada transferencia, como máximo { $share } del dinero. Primero se pagan los saldos mayores.
sharing-says-equal = { $share } del dinero es igual para todas las personas.
sharing-says-gini = Se mezcla pago igual hasta que el índice de Gini es { $gini }.
sharing-says-lottery = Se sortean { $prizes } premios iguales. Quien tiene una parte mayor gana más a menudo.
sharing-says-public-good = { $share } se guarda para lo que usa todo el grupo.
sharing-says-floor = Nadie recibe menos de { $money }.
sharing-says-cap = Nadie recibe más de { $money }.
sharing-says-minimum = Menos de { $money } no se paga. Espera a la próxima vez.
sharing-says-largest-remainder = Los céntimos que no se pueden partir van a los restos mayores.
sharing-says-webster = Los céntimos que no se pueden partir se dan por el método de Webster: con más dinero nadie recibe menos.
sharing-says-cumulative = Los céntimos que no se pueden partir se compensan entre todas las rondas.
sharing-beside = Qué harían estas reglas
sharing-beside-values = Se calcula sobre lo que aportan los datos de tu grupo. No se reconoce a nadie.
sharing-beside-none = Estas reglas no pueden repartir ninguno de los importes probados. Quizá piden demasiado o dejan dinero sin repartir.
sharing-beside-each = Lo que recibe cada persona, en { $currency }
sharing-beside-then = Qué cumplen y qué incumplen las reglas propuestas
sharing-beside-now = Qué cumplen y qué incumplen las reglas actuales
sharing-head-index = medida
sharing-index-gini = índice de Gini: 0 es todo igual, cerca de 1 alguien lo tiene todo
sharing-index-theil = índice de Theil
sharing-index-top-tenth = parte de la décima que más recibe
sharing-index-none = no definido

rounds-title = Rondas de dividendos
rounds-lead = Aquí se reparte dinero según las reglas que decidió el grupo. Dos responsables lo aprueban antes de anotar nada.
rounds-chain = Las reglas que rigen
rounds-new = Repartir dinero
rounds-new-lead = Di cuánto hay y para qué tiempo. Luego ves qué recibiría cada persona. Todavía no se anota nada.
rounds-period = ¿Para qué tiempo?
rounds-period-hint = Unas palabras que leerá todo el grupo, como «mayo de 2026».
rounds-work-out = Calcularlo
rounds-all = Todas las rondas
rounds-none = Todavía no se ha repartido dinero.
rounds-waits = Espera a otra persona responsable.
rounds-about = En total son { $money }.
rounds-theirs = Ya se repartió. Cada persona ve solo su parte:
rounds-waiting = { $money } espera a otra persona responsable. Todavía no se anota nada.
rounds-confirm = Repartirlo
rounds-confirm-hint = Si lo apruebas, la parte de cada persona es suya desde ahora. Antes mira las reglas y quién recibe cuánto.
rounds-take-back = No repartirlo
rounds-other = Lo calculaste tú, así que debe aprobarlo otra persona responsable.
rounds-money = El dinero
rounds-money-table = Quién lo calculó y quién lo aprobó
rounds-day = Calculado
rounds-for-members = Para miembros
rounds-kept = Guardado para el grupo
rounds-fees = Para transferencias
rounds-within = entre
rounds-limits = Un importe viene de estimaciones. «Entre» es el intervalo del 95 % que le dejan.
rounds-state = Estado
rounds-state-waiting = espera
rounds-state-booked = repartido
rounds-state-reversed = retirado
rounds-by = Por
rounds-confirmed = Aprobado por
rounds-rules = Las reglas
rounds-charter = Estas reglas están en la versión { $version } de los estatutos.
rounds-spread = Quién recibe cuánto
rounds-steps = Las personas se muestran por escalones para que no se reconozca a nadie. Cada escalón lleva su media.
rounds-gini = El índice de Gini de los dividendos es { $gini }; 0 significa todo igual.
rounds-stewards = Para responsables
rounds-more = Repartir más
rounds-more-hint = Si llega más dinero para el mismo tiempo, se puede repartir en las mismas partes. También lo aprueba otra persona responsable.
rounds-reverse = Retirar el último dinero
rounds-reverse-hint = Mientras no se haya pagado a nadie, se puede retirar el último dinero. Ambas anotaciones quedan en el libro.
mine-title = Tu parte del dinero
mine-lead = Solo tú ves esta página. Lo que ganaste sigue siendo tuyo, también si te vas.
mine-none = Todavía no has ganado nada aquí.
mine-due = Se te deben { $money }.
mine-listed = Lo que ya está en una lista de pagos no se cuenta aquí.
mine-rounds = De dónde viene
mine-value = { $jobs ->
    [one] Un trabajo tuyo aportó { $value } de 100 partes de las diferencias de pago, entre { $low } y { $high }.
   *[other] Tus { $jobs } trabajos aportaron { $value } de 100 partes de las diferencias de pago, entre { $low } y { $high }.
}
mine-within = Viene de estimaciones. Si son tan inciertas como dicen sus intervalos, está entre { $low } y { $high }.
mine-value-none = No se guarda nada de lo que aportaron tus datos. No habías donado nada que se valorara, o lo borraste después.
mine-rules = Las reglas con las que se repartió
mine-way = Cómo quieres cobrar
mine-way-lead = No hace falta decir nada: entonces se te paga por tu seudónimo. Lo que escribes se guarda cerrado, y solo lo ven las personas responsables en una lista de pagos.
mine-name = Nombre de quien tiene la cuenta
mine-name-hint = Solo si quieres cobrar por el banco. El banco lo lee, y nunca tu seudónimo.
mine-iban = IBAN
mine-iban-hint = El número de tu cuenta bancaria.
mine-other = Otra manera de pagarte
mine-other-hint = En pocas palabras, como un número para pago por móvil.
mine-save = Guardar
mine-forget = Borrar lo que escribí
mine-leaving = Si te vas
mine-leaving-hint = Di arriba cómo quieres cobrar: vuelves a esta página con la misma cuenta. Entonces se te conoce por este número:
mine-deleting = Si borras toda tu cuenta aquí, no puedes volver a esta página. Cobra antes.
payments-title = Pagos
payments-lead = Aquí haces listas de lo que se debe y las recibes como archivos. Este servicio no paga nada.
payments-due = Lo que se debe
payments-due-now = { $accounts ->
    [one] Se pueden pagar ahora { $money }, a una persona.
   *[other] Se pueden pagar ahora { $money }, a { $accounts } personas.
}
payments-due-waits = { $money } espera. Es demasiado poco, no hay con qué pagar la transferencia, o alguien se fue sin decir cómo cobrar.
payments-due-fees = Las transferencias cuestan { $money }, que se apartaron.
payments-draw = Hacer una lista
payments-lists = Listas hechas
payments-none = Todavía no hay ninguna lista.
payments-of = Lista { $number } del
payments-ledger = El libro
payments-ledger-lead = Cada céntimo sale de una cuenta y entra en otra, así que todas juntas suman cero. Los errores se corrigen con otra anotación.
payments-ledger-table = Lo que hay ahora en cada cuenta
payments-ledger-csv = El libro entero como tabla (CSV)
payments-account = Cuenta
payments-account-budget = Dinero que entró, contado bajo cero
payments-account-members = Se debe a personas
payments-account-public-good = Guardado para el grupo
payments-account-fees = Apartado para transferencias
payments-account-bank = Pagado, o en listas de pagos
payments-amount = Importe
payments-one = Una lista de pagos
payments-sum = { $accounts ->
    [one] Esta lista paga { $money } a una persona.
   *[other] Esta lista paga { $money } a { $accounts } personas.
}
payments-private = Quién recibe cuánto es privado. Guarda bien estos archivos y bórralos cuando todo esté pagado.
payments-files = Archivos
payments-csv = La lista como tabla (CSV)
payments-csv-hint = La tabla nombra cada seudónimo con su importe, y cómo quiere cobrar si lo dijo.
payments-bank = Una orden para el banco
payments-bank-hint = Muchos bancos aceptan un archivo en el formato pain.001. Paga a quienes dieron una cuenta. Lo que escribes aquí no se guarda.
payments-bank-get = Obtener la orden (XML)
payments-without = { $count ->
    [one] Una persona no dio cuenta bancaria. Págale según la tabla.
   *[other] { $count } personas no dieron cuenta bancaria. Págales según la tabla.
}
payments-payer-name = Nombre de la cuenta que paga
payments-payer-iban = Su IBAN
payments-payer-bic = Su banco (BIC), si tu banco lo pide
payments-payer-on = Día en que se paga
payments-payer-purpose = Lo que se lee en el extracto
payments-lines = A quién se paga
payments-lines-table = Los pagos de esta lista
payments-who = Quién
payments-left = se fue del grupo
payments-how = Cómo
payments-by-bank = por el banco
payments-by-list = según la tabla
payments-back-head = ¿Volvió?
payments-back = Volvió
payments-is-back = Volvió y se debe de nuevo.
pools-title = Hogar y grupo
pools-lead = Algunas reglas pagan a varias personas como a una sola. Aquí ves con quién estás.
pools-holds-household = Según las reglas que rigen, cada hogar cobra como una sola persona.
pools-holds-group = Según las reglas que rigen, cada grupo cobra como una sola persona.
pools-holds-none = Según las reglas que rigen, cada persona cobra por separado. Así que nada de aquí cambia lo que recibes.
pools-household = Tu hogar
pools-people = { $people ->
    [one] De momento solo estás tú.
   *[other] Tiene { $people } miembros, contigo.
}
pools-people-hint = Nadie ve quiénes son, y las personas responsables no ven que existe. Si sobra alguien, déjalo y forma otro.
pools-alone = No eres de ningún hogar, así que cobras por separado.
pools-leave = Dejar el hogar
pools-start = Formar un hogar
pools-start-hint = Recibes un código. Dilo solo a quienes quieras que cobren contigo: comparten tu dinero.
pools-start-do = Formarlo
pools-join = Entrar en un hogar
pools-join-do = Entrar
pools-code = Código
pools-code-hint = Te lo dice alguien de ese hogar.
pools-started = Tu hogar
pools-once = Este es el código de tu hogar. Solo se muestra ahora.
pools-once-hint = Dilo a las demás personas de tu hogar, y a nadie más. Tú ya estás dentro.
pools-group = Tu grupo
pools-group-is = Las personas responsables anotaron este grupo para ti:
pools-group-none = Las personas responsables no anotaron ningún grupo para ti.
pools-groups = Grupos de miembros
pools-groups-lead = Algunas reglas pagan a cada grupo como a una sola persona. Aquí anotas quién está en cuál.
pools-groups-seen = Cada miembro ve su grupo. Las personas responsables los ven todos. Que lo cambiaste consta en el registro público.
pools-table = Quién está en qué grupo
pools-table-hint = Un miembro por línea: el seudónimo, una coma, el nombre del grupo. Quien no está en la lista no está en ninguno.
pools-groups-save = Guardar
good-title = Dinero del grupo
good-lead = Aquí se gasta lo que las reglas guardan para el grupo. Una persona responsable lo pide, otra lo aprueba, y todo el grupo ve para qué.
good-there = Lo que hay
good-there-table = Dinero por cuenta
good-there-none = Ahora no hay nada guardado para el grupo.
good-spent = En qué se gastó
good-spent-table = Todo lo pedido, lo más nuevo primero
good-spent-none = Todavía no se ha gastado nada.
good-purpose = Para qué
good-purpose-hint = Unas palabras que lee todo el grupo.
good-day = Pedido
good-by = Pedido por
good-to = Va a
good-state-waiting = espera
good-state-booked = gastado
good-state-reversed = volvió
good-csv = Todo lo gastado como tabla (CSV)
good-ask = Gastar una parte
good-ask-lead = Debe aprobarlo otra persona responsable. Antes no se anota nada.
good-ask-do = Pedirlo
good-source = De
good-name = Nombre de quien tiene la cuenta
good-name-hint = Solo las personas responsables ven a quién va. Déjalo vacío si pagas a mano.
good-other = Otra manera de pagar
good-money = Son { $money }.
good-waits = Espera a otra persona responsable. Todavía no se anota nada.
good-other-steward = Lo pediste tú, así que debe aprobarlo otra persona responsable, si la hay.
good-agree = Gastarlo
good-take-back = No gastarlo
good-bank-hint = Muchos bancos aceptan un archivo con la forma pain.001. Lo que escribes aquí no se guarda.
good-back-title = Si vuelve
good-back-hint = Si el dinero volvió, anótalo: entonces vuelve a estar. Ambas anotaciones quedan en el libro.
notice-spending-waits = Se quiere gastar dinero del grupo en «{ $purpose }». Espera a otra persona responsable.
notice-dividends-wait = Dividendos para «{ $period }» esperan a otra persona responsable.
notice-dividends-shared = Se repartió dinero: «{ $period }». Mira tu parte.
did-work-out-dividends = Calculó dividendos
did-share-out-dividends = Aprobó repartir dividendos
did-take-back-dividends = Retiró dividendos que esperaban
did-reverse-dividends = Retiró dividendos con una anotación contraria
did-draw-up-payments = Hizo una lista de pagos
did-ask-to-spend = Pidió gastar dinero del grupo
did-agree-to-spend = Aprobó gastar dinero del grupo
did-take-back-spending = Retiró lo que se pedía
did-spending-came-back = Anotó que volvió dinero gastado
did-write-groups = Anotó quién está en qué grupo
did-payment-came-back = Anotó que un pago volvió
log-of-money = Dinero
done-round-made = Está calculado y espera a otra persona responsable.
done-round-confirmed = Se repartió. Se avisó a todo el grupo.
done-round-taken-back = Se retiró. No se anotó nada.
done-round-reversed = Se retiró. Ambas anotaciones quedan en el libro.
done-way-saved = Está guardado.
done-way-forgotten = Se borró.
done-payments-drawn = La lista está hecha. Sus archivos están abajo.
done-household-joined = Ahora eres del hogar.
done-household-left = Ahora no eres de ningún hogar.
done-groups-written = Está guardado.
done-spending-asked = Espera a otra persona responsable.
done-spending-booked = Está anotado.
done-spending-back = Vuelve a estar. Ambas anotaciones quedan en el libro.
done-payment-back = Se debe de nuevo.

problem-sharing-currency = Esto no es una moneda. Escribe tres letras, como EUR o USD.
problem-sharing-budget = Esto no es una cantidad para repartir. Escribe una mayor que nada, sin separar los miles, como 1000 o 1000.50.
problem-sharing-number = Esto no es un número. Escribe uno como 0.2 o déjalo vacío.
problem-sharing-amount = Esto no es una cantidad en la moneda. Escribe una como 5.00 o déjalo vacío.
problem-sharing-part = Es demasiado o muy poco. Para el tanto por ciento escribe de 0 a menos de 100; para el índice, de 0 a menos de 1.
problem-sharing-rule = No existe esa regla. Elige una de la lista.
problem-sharing-cap = El máximo está por debajo del mínimo. Súbelo o baja el mínimo.
problem-sharing-floors = Con este mínimo faltan { $short }. Baja el mínimo o sube el presupuesto.
problem-sharing-caps = Con este máximo quedan { $left } que nadie puede recibir. Sube el máximo.
problem-sharing-on = Elige los valores del grupo o el ejemplo.
problem-sharing-rounding = No existe esa manera de dar los céntimos. Elige una de la lista.
problem-sharing-chain = Esto no es una cadena de reglas. Haz una en la página donde se prueban maneras de repartir.
problem-sharing-chain-here = Se puede pagar como a una sola persona por «household» o por «group». Elige uno de los dos.
problem-sharing-range = Este ajuste va de { $low } a { $high }. Escribe un número entre ambos, o déjalo vacío.
problem-sharing-whole = Esto pide un número entero. Escribe uno como 3 o déjalo vacío.
problem-rounds-currency = Las reglas que rigen nombran importes en otra moneda. Reparte dinero en esa.
problem-sharing-mixed-part = Escribe una parte de más de 0 y menos de 100, como 30.
problem-sharing-fee = Lo que se aparta para transferencias no deja nada que repartir, o no es un importe. Bájalo.
problem-sharing-lottery = Escribe un número de premios de 1 a 10000, o déjalo vacío.
problem-sharing-budget-large = Es demasiado para compensarlo entre rondas. Escribe menos, o elige otra manera de dar céntimos.
problem-pools-code = No hay ningún hogar con este código. Míralo otra vez, o pídelo.
problem-pools-already = Ya eres de un hogar. Déjalo antes de formar otro.
problem-pools-changed = Alguien cambió los grupos desde que abriste esta página. Si guardas otra vez, valen los tuyos.
problem-pools-line = La línea { $line } no es un seudónimo con una coma y un nombre de al menos tres letras.
problem-pools-handle = La línea { $line } no nombra a nadie de este grupo. Mira el seudónimo.
problem-pools-twice = La línea { $line } nombra a alguien otra vez. Escribe a cada miembro una vez.
problem-good-amount = No es un importe que gastar. Escribe uno mayor que nada, sin separar los miles, como 90 o 1090.50.
problem-good-source = Elige de qué se gasta.
problem-good-less = Solo hay { $there }. Pide menos.
problem-good-many = Ya esperan { $most } gastos. Resuelve alguno antes.
problem-good-twice = Lo mismo ya espera. Si lo quieres dos veces, dilo en para qué es.
problem-good-gone = Ahora hay menos. Retíralo y pide menos.
problem-good-no-bank = No va a ninguna cuenta bancaria, o no se aprobó. Págalo a mano.
problem-sharing-setting = Una regla no tiene ese ajuste. Quítalo.
problem-sharing-conflict = Dos partes de estas reglas se excluyen, como un sorteo y un mínimo. Quita una.
problem-rounds-no-chain = El grupo no ha decidido con qué reglas se reparte. Somete primero una cadena de reglas a votación.
problem-rounds-no-values = Todavía no se ha calculado qué aportan los trabajos. Pide a quien organiza que se haga.
problem-rounds-second = Hacen falta dos responsables. Retira esto y que otra persona lo calcule.
problem-rounds-waiting = Ya hay otro dinero que espera a otra persona responsable. Resuélvelo primero.
problem-rounds-other-chain = Ahora rigen otras reglas. Retira esto y calcúlalo de nuevo.
problem-rounds-other-members = Entretanto alguien llegó o se fue. Calcúlalo otra vez.
problem-rounds-not-more = Con estas reglas las partes dependen de cuánto hay. Calcula otra ronda.
problem-rounds-booked = Aquí ya no espera nada.
problem-rounds-other-money = Esto cambió desde que lo miraste. Mira la ronda otra vez.
problem-rounds-paid = Ya se pagó una parte, o no se anotó nada. Corrígelo en otra ronda.
problem-payments-nobody = No se debe nada que se pueda pagar ahora.
problem-payments-nobody-bank = Nadie en esta lista dio una cuenta bancaria. Paga según la tabla.
problem-payments-back = Ya volvió, y se debe de nuevo.
problem-payments-iban = Esto no es un IBAN. Revisa sus letras y cifras.
problem-payments-bic = Esto no es un banco. Escribe 8 u 11 letras y cifras, como DEUTDEFF500.
problem-payments-day = Esto no es un día. Escribe uno como 2026-12-01.
problem-payments-name = Escribe de 1 a 70 letras, sin saltos de línea.

## shell

shell-skip = Saltar al texto
shell-nav = Principal
shell-you = Tu cuenta
shell-sign-in = Entrar
shell-language = Español
problem-title = Eso no funcionó
problem-title-missing = Aquí no hay nada
problem-title-ours = Algo falló de nuestro lado
problem-home = Ir a la primera página
problem-missing = Aquí no hay nada, o no te corresponde verlo. Revisa la dirección.
problem-sign-in-first = Entra primero.
problem-token = Esta clave no es válida. Puede haber caducado. Crea otra.
problem-scope = Esta clave no permite eso. Necesita el permiso "{ $scope }".
problem-taken = Ya está en uso: { $what }. Elige otro valor.
problem-ours = No cambió nada. Inténtalo de nuevo en un minuto.
problem-not-our-form = Este formulario no vino de nuestra página, o entraste de nuevo después. No cambió nada. Abre la página otra vez y repite.
problem-unreadable = No se puede leer lo enviado. Abre la página otra vez y repite.
problem-too-large = Lo enviado es demasiado grande.
problem-media-type = Envía JSON, con la cabecera "Content-Type: application/json".
problem-method = Esta dirección no hace eso.
problem-syntax = { $why ->
    [end] Esto termina antes que el JSON.
   *[other] Esto no es JSON.
} Línea { $line }, columna { $column }.
problem-shape = { $why ->
    [missing] Falta el campo «{ $field }».
    [unknown] El campo «{ $field }» no se conoce aquí.
    [twice] El campo «{ $field }» aparece dos veces.
    [variant] «{ $found }» no es ninguna de las palabras que caben aquí: { $expected }.
    [kind] Hay { $found ->
        [text] un texto
        [number] un número
        [truth] verdadero o falso
        [nothing] nada
        [list] una lista
        [object] un objeto
       *[other] otra cosa
    }, se esperaba { $expected ->
        [text] un texto
        [number] un número
        [truth] verdadero o falso
        [list] una lista
        [object] un objeto
       *[other] otra cosa
    }.
   *[other] Este valor no cabe aquí.
} Línea { $line }, columna { $column }{ $where ->
    [top] .
   *[other] , en «{ $path }».
} La forma está descrita en /api/v1/openapi.json.
shell-coalitions = Coaliciones
shell-campaigns = Campañas
shell-inbox = Avisos
shell-about = Sobre Capstan
size-few = menos de 10 personas
size-at-least = { $count } personas o más
date = { $day } de { $month } de { $year }
month-1 = enero
month-2 = febrero
month-3 = marzo
month-4 = abril
month-5 = mayo
month-6 = junio
month-7 = julio
month-8 = agosto
month-9 = septiembre
month-10 = octubre
month-11 = noviembre
month-12 = diciembre
problem-key = La cabecera "Idempotency-Key" tiene de 1 a { $most } caracteres.
problem-key-under-way = Se está atendiendo una petición con esta clave. Envíala de nuevo en un minuto.
problem-key-other = Esta clave se usó para otra petición. Usa una nueva.
problem-key-short = Sin cuenta abierta, la clave necesita { $least } caracteres o más que nadie adivine. Un UUID sirve.
problem-key-unanswered = Esto se hizo, pero su respuesta se perdió. Mira cómo están las cosas antes de enviarlo de nuevo.

## text

problem-text-too-short = Es demasiado corto: { $found } de al menos { $min } caracteres.
problem-text-too-long = Hay { $found } caracteres. Caben como mucho { $max }. Acorta el texto.
problem-text-control = El carácter { $place } es un signo de control. Quítalo.
problem-text-direction = El carácter { $place } cambia la dirección del texto. Quítalo.
problem-text-invisible = El carácter { $place } es uno que nadie puede ver. Quítalo.
problem-text-unassigned = El carácter { $place } no tiene un significado acordado. Quítalo.
problem-text-marks = El carácter { $place } es una marca de más sobre una letra. Quítalo.
problem-text-not-in-handle = El carácter { $place } no puede ir aquí. Usa letras y cifras, con - o _ en medio.
problem-text-not-in-tag = El carácter { $place } no puede ir aquí. Usa letras de la a a la z, cifras, y - en medio.
problem-text-scripts = Se mezclan letras de distintas escrituras. Usa una sola.
problem-too-many = Son demasiados elementos. Deja como mucho { $most }.
problem-link-too-long = Este enlace es demasiado largo. Usa uno más corto.
problem-link-not-https = Este enlace no empieza por https://. Cópialo entero, o busca una página que lo haga.
problem-link-account = Este enlace tiene una @ antes del servidor, que oculta adónde lleva. Quita esa parte.
problem-link-host = Este enlace no lleva a un servidor con nombre. Usa uno como https://example.org.
problem-link-character = Este enlace contiene un carácter que ningún enlace admite. Quítalo.

## valuations

# Lo que valen los datos: las páginas de los valores.

valuations-title = Lo que valen nuestros datos
valuations-lead = Aquí el motor calcula cuánto añaden los datos de cada persona a lo que el grupo puede saber.
valuations-none = Todavía no se ha calculado nada.
valuations-new = Calcular lo que añaden los datos
valuations-title-pay = Lo que dicen juntos los trabajos de { $platform }
valuations-title-pay-any = Lo que dicen juntos los trabajos donados
valuations-title-people = Lo que añaden a { $model } las valoraciones de cada persona
valuations-title-groups = Lo que añaden los grupos a { $model }
valuations-stale = Desde entonces cambiaron las donaciones. Estas cifras se calcularán de nuevo en una hora, más o menos.
valuations-withheld = Muy pocas personas llegaron o se fueron desde que se mostraron estas cifras. La diferencia podría delatar a una. Vuelven cuando sean { $needed }.
valuations-older = Desde entonces llegaron donaciones. Se cuentan cuando hayan llegado o salido bastantes personas, para que no se distinga a nadie.
valuations-job-waiting = El motor empezará pronto.
valuations-job-running = El motor está en ello.
valuations-job-done = Está hecho.
valuations-job-failed = No se pudo calcular.
valuations-job-cancelled = Se detuvo.
valuations-progress = Hasta dónde ha llegado el motor
valuations-cancel = Detener
valuations-remove = Quitar
valuations-worth-pay = Juntos, estos trabajos predicen { $value } de 100 partes de las diferencias de pago. El intervalo del 95 % va de { $low } a { $high }.
valuations-worth-nothing = No podemos saber si estos trabajos dicen algo sobre la regla de pago.
valuations-worth-metric = Con los datos de todas las personas, { $metric } es { $value }.
valuations-worth-both = Con los datos de todas las personas, { $metric } es { $value }. Sin estos grupos es { $nobody }.
valuations-worth-undefined = Con estos datos, { $metric } no tiene valor.
valuations-made-up = Estas valoraciones son inventadas. Muestran cómo se ven los valores, no lo que añade la gente real.
valuations-own = Lo que añaden tus trabajos
valuations-own-value = { $jobs ->
    [one] Tu único trabajo añade { $value } de estas 100 partes, entre { $low } y { $high }.
   *[other] Tus { $jobs } trabajos añaden { $value } de estas 100 partes, entre { $low } y { $high }.
}
valuations-own-zero = No podemos distinguirlo de nada.
valuations-own-none = Ninguno de tus trabajos está dentro. Los que dones cuentan si aceptas las cifras del grupo.
valuations-own-only = Solo tú ves esto. Está cerrado con una llave propia tuya.
valuations-band-more = Es más que la media del grupo.
valuations-band-alike = No podemos distinguirlo de la media del grupo.
valuations-band-less = Es menos que la media del grupo.
valuations-spread = Cómo se reparte entre las personas
valuations-spread-few = Hay muy pocas personas para mostrar el reparto de los valores, o una de ellas pesa demasiado.
valuations-hidden = { $count ->
    [one] Un grupo es demasiado pequeño para mostrarse.
   *[other] { $count } grupos son demasiado pequeños para mostrarse.
}
valuations-share = Probar maneras de repartir dinero
valuations-unit-pay = partes de 100 de las diferencias de pago
valuations-unit-metric = cambio en { $metric }
valuations-step = cerca del { $share } de las personas
valuations-group = { $name } ({ $people } personas o más)
valuations-figure-people = De { $low } a { $high }: el escalón más bajo y el más alto
valuations-figure-groups = { $name } es lo que más añade
valuations-figure-about = Cada punto es la media de un escalón de personas, para que nadie se distinga. La línea es la media de sus intervalos del 95 %.
valuations-figure-groups-about = Cada punto es un grupo y su línea, el intervalo del 95 %. Un punto hueco no se distingue de nada.
valuations-head-who = quién
valuations-made = Cómo se calculó
valuations-model = Modelo
valuations-features = Lo que sabe de un trabajo
valuations-feature-order_total = lo que pagó la clientela
valuations-feature-distance = la distancia
valuations-feature-on_job = el tiempo en el trabajo
valuations-feature-en_route = el tiempo de camino
valuations-feature-waiting = el tiempo de espera
valuations-method = Método
valuations-records = Trabajos o valoraciones
valuations-subsets = Subconjuntos de los que aprendió
valuations-seed = Semilla
valuations-day = Día
valuations-not = Lo que esto no es
valuations-not-wage = No es un sueldo ni una nota. Dice cuánto añaden los datos a lo que el grupo puede saber.
valuations-not-alike = Los trabajos parecidos a muchos otros añaden poco, por duro que fuera el trabajo.
valuations-not-other = Trata de este modelo y de estos datos. Otros dan otros números.
valuations-not-paid = No se paga a nadie según esto antes de que el grupo decida una regla.
valuations-game = ¿De qué trata?
valuations-game-pay = Trabajos donados
valuations-game-pay-hint = Lo que añaden los trabajos de cada miembro para predecir cómo paga una plataforma.
valuations-game-ratings = Valoraciones
valuations-game-ratings-hint = Lo que añaden personas o grupos a un recomendador que aprende de sus valoraciones.
valuations-platform = Plataforma
valuations-platform-hint = Déjalo vacío para la plataforma de la que más miembros donaron trabajos.
valuations-which = ¿Qué valoraciones?
valuations-data-sample = las valoraciones que vienen con Capstan (inventadas)
valuations-metric = Métrica
valuations-unit = ¿Los datos de quién?
valuations-unit-groups = Grupos
valuations-unit-groups-hint = Los de cada grupo juntos. Los grupos demasiado pequeños no se muestran.
valuations-unit-people = Cada persona
valuations-unit-people-hint = Solo se muestra cómo se reparten los valores, nunca de quién son.
valuations-groups = Grupos, uno por línea
valuations-groups-hint = Un nombre, dos puntos y una condición, como «busy: top 20% by ratings». Una unión va entre paréntesis tras el nombre.
valuations-table = O una tabla de grupos
valuations-table-hint = Un archivo CSV con las columnas id y group. Una persona puede estar en varios grupos. Se guarda cerrada y se borra después de usarla.
valuations-learner-ridge = regresión de cresta
valuations-learner-knn = vecinos más cercanos
valuations-method-loo = lo que se pierde cuando alguien se va
valuations-method-shapley = Shapley: la media de todos los órdenes de llegada
valuations-method-owen = Owen: como Shapley, con uniones que llegan juntas
valuations-send = Empezar

problem-valuations-model = No existe ese modelo. Elige uno de la lista.
problem-valuations-metric = No existe esa métrica. Elige una de la lista.
problem-valuations-no-metric = Este modelo no tiene esa métrica. Elige ndcg@10 o un modelo que prediga valoraciones.
problem-valuations-method = No existe ese método. Elige uno de la lista.
problem-valuations-unions = Para valores de Owen, pon una unión entre paréntesis tras un grupo, como «busy (all): top 20% by ratings».
problem-valuations-group = La línea { $line } no es un grupo. Escribe un nombre de 3 letras o más, dos puntos y una condición. Usa cada nombre una vez.
problem-valuations-groups = Escribe al menos un grupo y como mucho { $most }, cada uno en su línea.
problem-valuations-both = Escribe grupos o envía una tabla, no ambas cosas.
problem-valuations-table-large = Esta tabla tiene más de un megabyte. Envía una más pequeña.
problem-valuations-table-id = La línea { $line } de la tabla nombra a alguien que no está en estas valoraciones. Corrige el id o quita la línea.
problem-valuations-table-name = La línea { $line } de la tabla no nombra ningún grupo. Nombra uno o quita la línea.
problem-valuations-table-union = La línea { $line } de la tabla pone un grupo en una segunda unión. Déjalo en una.
problem-valuations-table = Esto no es una tabla de grupos. Hace falta una cabecera con id y group, y una línea por persona en un grupo.
problem-valuations-nobody = Nadie de estas valoraciones está en el grupo «{ $name }». Cambia su condición.
problem-valuations-undefined = La métrica no tiene valor para algún subconjunto. Elige otra métrica.
problem-valuations-too-much = Es demasiado para calcularlo aquí. Elige menos grupos u otro método.
problem-valuations-many-people = Calcular cada una de más de { $most } personas es demasiado aquí. Pregunta por grupos.
problem-valuations-few = Hacen falta { $needed } miembros con trabajos de una plataforma que acepten las cifras del grupo.
problem-valuations-bare = Los trabajos no dicen más que su pago. Hace falta lo que pagó la clientela, distancias o tiempos.
problem-valuations-untestable = Hay muy pocos trabajos para probar, o todos se pagaron igual.
problem-valuations-gone = Lo que había que calcular ya no está.
problem-valuations-too-many = Ya hay { $most }. Quita antes alguno.
problem-valuations-busy = Ya hay { $most } esperando al motor. Espera a que acabe uno o detén alguno.
done-valuation-asked = El motor empezará pronto.
done-valuation-cancelled = Se detuvo.
done-valuation-removed = Se quitó, con lo que cada miembro veía de sus datos.
did-values-data = Mandó calcular lo que valen los datos
did-removed-values = Quitó lo calculado sobre los datos

## visions

vision-fair-pay = Pago justo por el trabajo con datos
vision-open-algorithms = Pagos y valoraciones que se pueden comprobar
vision-safe-work = Trabajo seguro, horarios dignos
vision-creators = Derechos de quienes crean
vision-privacy = Privacidad
vision-health = Mejor investigación en salud
vision-rare-diseases = Investigación de enfermedades raras
vision-climate = Clima y medio ambiente
vision-education = Educación
vision-open-knowledge = Conocimiento abierto a todo el mundo
vision-public-interest-ai = Aprendizaje automático de interés público
vision-languages = Lenguas con pocos hablantes
vision-equality = Contra la discriminación
vision-consumers = Precios y contratos justos
vision-local = Nuestra ciudad o región
vision-safer-platforms = Plataformas más seguras
