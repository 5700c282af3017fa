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
