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
