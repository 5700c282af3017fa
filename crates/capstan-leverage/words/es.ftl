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
note-stopped = El cálculo paró antes, tras { $replicates } réplicas, porque los intervalos ya eran lo bastante estrechos.
note-tolerance-missed = Tras { $replicates } réplicas los intervalos seguían más anchos de lo pedido. Más réplicas pueden estrecharlos.
note-measured-from = Solo se miden las valoraciones desde el { $date }.

# Figuras y tablas.
x-strike = Parte de { $whom } que hace huelga
x-strike-from = Parte de { $whom } que no aporta nada desde el { $date }
x-boycott = Parte de { $whom } que se va
x-volume = Parte de { $whom } que retiene el { $share } de sus datos
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
