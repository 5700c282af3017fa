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
value-drawn = { $draws ->
    [one] Se sorteó uno
   *[other] Se sortearon { $draws }
}, y cada orden también al revés.
value-drawn-subsets = { $draws ->
    [one] Se sorteó un subconjunto.
   *[other] Se sortearon { $draws } subconjuntos.
}
value-leverage-means = La fuerza es lo que se pierde si el grupo se va. A solas es lo que aporta sin nadie más.

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

# Parejas.
value-pair-allies = { $a } y { $b } se refuerzan: cada grupo hace que los datos del otro valgan más.
value-pair-substitutes = { $a } y { $b } pueden sustituirse: quien pierde un grupo aún tiene el otro.
value-pair-unknown = { $count ->
    [one] De una pareja no se sabe.
   *[other] De { $count } parejas no se sabe.
}
value-pair-none = No hay ninguna pareja que actúe en común de un modo que se distinga.
value-bond-allies = se refuerzan
value-bond-substitutes = se sustituyen
value-bond-unknown = no se sabe

# Tablas y figuras.
value-table-groups = Lo que cada grupo aporta a { $metric }, { $unit }, con intervalos del 95 %
value-table-alone = Irse y estar a solas: { $metric } para todas las personas, { $unit }, con intervalos del 95 %
value-table-pairs = Lo que dos grupos son entre sí: { $metric } para todas las personas, { $unit }, con intervalos del 95 %
value-table-people = Lo que las personas aportan a { $metric }, { $unit }: una parte de ellas aporta menos que esto
value-head-group = Grupo
value-head-people = Personas
value-head-leverage = Fuerza
value-head-alone = A solas
value-head-pair = Pareja
value-head-interaction = En común
value-head-synergy = Sinergia
value-head-bond = Relación
value-head-share = Parte
value-axis = Lo que un grupo aporta a { $metric } para { $view }, { $unit }
value-describe = { $who }: { $value }.
value-caption = Los puntos son estimaciones y las líneas, intervalos del 95 %. Un punto hueco no se distingue de nada.
value-pairs-means = En común es lo que dos grupos aportan más allá de lo que cada uno aporta solo. La sinergia es lo que además se pierde si se van ambos.

# Títulos y cómo se hizo.
value-section-figure = Lo que aporta cada grupo
value-section-people = Cómo se reparte entre las personas
value-section-alone = Irse y estar a solas
value-section-pairs = Quiénes se refuerzan y quiénes se sustituyen
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
