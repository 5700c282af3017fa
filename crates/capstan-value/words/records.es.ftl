# El valor de los registros, en una página y en una terminal.

records-title = { $above } de { $players } { $unit ->
    [owner] titulares
   *[record] registros
} { $above ->
    [one] ayuda
   *[other] ayudan
} y { $below } { $below ->
    [one] perjudica
   *[other] perjudican
}
records-title-open = Qué aportan { $players } { $unit ->
    [owner] titulares
   *[record] registros
}
records-lead = De { $players } { $unit ->
    [owner] titulares
   *[record] registros
}, es muy probable que { $above } { $above ->
    [one] ayude
   *[other] ayuden
} y { $below } { $below ->
    [one] perjudique
   *[other] perjudiquen
}.
records-unclear = De { $unclear } no podemos decirlo: su intervalo incluye el cero.
records-sum = Los valores suman { $sum }.
records-worth = Con todos la puntuación es { $all }.
records-worth-both = Con todos la puntuación es { $all }; con ninguno sería { $nobody }.
records-over-tests = Los intervalos dicen cuánto cambiarían los valores con otros ejemplos de prueba.
records-over-samples = Los intervalos dicen cuánto cambiarían los valores con otros sorteos. Los ejemplos de prueba son los mismos.
records-halve-tests = Con unos { $more } ejemplos de prueba más, los intervalos serían la mitad.
records-halve-samples = Con unas { $more } evaluaciones más, los intervalos serían la mitad.
records-stopped-tolerance = El sorteo terminó porque todos los intervalos eran bastante estrechos.
records-stopped-budget = El sorteo terminó porque se gastó el presupuesto.
records-bias = Los recorridos terminaron cuando quedaba poco. Un valor puede desviarse { $bias } además de su intervalo.
records-only-label = Todos los registros llevan la etiqueta «{ $label }». Los valores solo dicen quién está cerca, no quién acierta.
records-one-part = Solo hay una puntuación. Por eso los intervalos no tienen límites.
records-not-tried = No se probó si estos valores sirven. La opción --check lo prueba.

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

records-use-good = Quitar los valores más altos daña más que quitar otros tantos al azar
records-use-none = Quitar los valores más altos no daña más que el azar
records-use-x = Parte que se quita
records-use-y = Puntuación de lo que queda
records-use-describe = Sin la mitad, la puntuación es { $best } sin los más altos, { $worst } sin los más bajos y { $random } al azar.
records-use-caption = Los modelos aprendieron de nuevo con lo que queda. Cada línea dice qué se quita primero.
records-use-best = primero los altos
records-use-worst = primero los bajos
records-use-random = al azar
records-use-share = Parte
records-use-wrong = De { $made } etiquetas que cambiamos a propósito, { $found } estaban entre los { $made } valores más bajos. El azar halla unas { $chance }.
records-use-lower = Una etiqueta falsa tuvo menos valor que una correcta en el { $lower } de los pares. El azar da 50 %.
records-use-stable = Dos mitades independientes coinciden en el orden con una correlación de rangos de { $rho }. El azar da cerca de 0.

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
records-made-seed = Semilla
records-made-again = Para hacerlo de nuevo
records-none-set = ninguno
records-footer = Hecho por Capstan { $version } con la semilla { $seed }.
