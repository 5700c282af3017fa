# Lo que dice la sala de dividendos.

title = { $people ->
    [one] Una persona recibe { $money } según { $rules }
   *[other] { $people } integrantes se reparten { $money } según { $rules }
}
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
made-intervals = Para los intervalos, cada valor se sacó { $draws } veces de alrededor del suyo.
made-chain = Las reglas como archivo:
made-verify = Para calcularlo de nuevo:
made-footer = Capstan { $version }, semilla { $seed }
