# Donaciones de pagos.

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
donations-lead = Envía capturas de tus pagos, un extracto o la exportación de tu plataforma. Leemos los importes y tú decides qué se guarda.
donations-agree = Lo que aceptas
donations-consent-own = Lean lo que envío y guárdenlo cerrado, para que yo vea mis propias cifras.
donations-consent-figures = Cuenten mis trabajos en las cifras del grupo. Solo se muestran donde participan bastantes personas.
donations-consent-picture = Guarden también mi imagen. Si no, se olvida en cuanto se haya leído.
donations-free = Puedes negarte con libertad. No cambia nada más, y puedes retirarlo cuando quieras.
donations-files = Lo que envías
donations-file = Imágenes o archivos
donations-file-hint = Capturas, fotos, PDF, tablas o el archivo que te dio tu plataforma. Como mucho 20 archivos, 32 MB en total.
donations-next = Después ves lo que se leyó. Nada cuenta antes de que lo hayas mirado.
donations-read = Leerlo
donations-by-hand = O escribe un trabajo a mano
donations-start-hint = Un día como 2026-08-24, o con la hora: 2026-08-24T16:05.
donations-currency-hint = Tres letras, como USD o EUR.
donations-look = Mira lo que se leyó
donations-look-lead = Marca lo que se guarda y corrige lo que se leyó mal. Lo que dejes fuera se borra.
donations-job = Trabajo { $job }
donations-known = Ya donaste este trabajo.
donations-keep-job = Guardar este trabajo
donations-right = Lo he mirado: los números de arriba son correctos
donations-sum-hint = Se guardan las dos cosas, lado a lado: lo leído y lo corregido.
donations-keep = Guardar lo marcado
donations-one = Tu donación
donations-kept-lead = Esto es todo lo que se guarda de ella.
donations-jobs-kept = Trabajos
donations-receipt = El recibo, como archivo
donations-receipt-hint = Está firmado y no dice nada de tus pagos. «capstan verify» lo comprueba sin preguntarnos.
donations-with-picture = La imagen se guarda al lado, cerrada.
donations-no-picture = No se guarda ninguna imagen.
donations-withdraw = Retirarla
donations-withdraw-hint = Se borra al momento con su imagen y deja de contar. Nadie puede recuperarla.
donations-drop = No guardarla
donations-drop-hint = Todo lo que se leyó se borra al momento.
donations-gone = Retirada
donations-gone-lead = Tu donación ya no está.
donations-gone-proof = Esta declaración firmada lo dice. Se muestra solo esta vez, y «capstan verify» la comprueba.

donations-safety = Quién puede leerlo
donations-safety-locked = Lo que donas se cierra con una llave tuya antes de escribirse.
donations-safety-running = El servicio en marcha tiene esa llave, para mostrarte tus cifras y contar las del grupo. Quien controle su máquina podría leerlo.
donations-safety-key = Las llaves están junto a la base de datos, nunca en ella. Con tu última donación se destruye tu llave.
donations-safety-backup = Las copias de seguridad no tienen llaves. Lo que retiras ya no se puede leer en ellas.
donations-safety-group = La organización y la custodia solo ven cifras del grupo, nunca tus trabajos.

donations-field-platform = Plataforma
donations-field-start = Cuándo
donations-field-base = Pago
donations-field-promotion = Promoción
donations-field-tip = Propina
donations-field-total = Total
donations-field-order-total = Lo que pagó la clientela
donations-field-currency = Moneda

donations-flag-not-found = No se encontró. Escríbelo si está.
donations-flag-looks-differ = Dos lecturas no coinciden. ¿Es correcto?
donations-flag-unsure = Costó leerlo. ¿Es correcto?
donations-flag-no-year = La imagen no dice el año. Escribe el día entero.
donations-flag-sum = Pago, promoción y propina no suman el total. ¿Es correcto?
donations-flag-negative = Está por debajo de cero. ¿Es correcto?
donations-flag-ends-first = Termina antes de empezar. ¿Es correcto?
donations-flag-span = Dura más de un día. ¿Es correcto?

problem-donations-no-consent = No se recibe nada si no aceptas que se lea y se guarde para ti.
problem-donations-no-file = No llegó ningún archivo. Elige uno y envíalo otra vez.
problem-donations-too-many-files = Son demasiados archivos. Envía como mucho { $most } a la vez.
problem-donations-no-job = No se encontró ningún trabajo. Envía una imagen en que se lean los importes, o escribe el trabajo.
problem-donations-too-many-jobs = Hay { $found } trabajos. Envía como mucho { $most } a la vez.
problem-donations-file = Un archivo no se puede leer. { $why }
problem-donations-no-program = Ahora no se pueden leer imágenes ni documentos aquí. Escribe el trabajo, o prueba más tarde.
problem-donations-field = { $why }
problem-donations-no-amount = Escribe al menos un importe.
problem-donations-kept = Esta donación ya está guardada. Retírala para enviarla de nuevo.
problem-donations-no-such-job = No existe ese trabajo en esta donación.
problem-donations-no-such-field = No existe ese campo para corregir.
problem-donations-correction = Trabajo { $job }: { $why }
problem-donations-nothing-kept = No hay nada marcado. Marca lo que se guarda, o no guardes nada.
problem-donations-lang = No se conoce la lengua. Se esperaba en o es.

done-donation-kept = Está guardado. Aquí tienes tu recibo.
done-donation-dropped = No se guardó. Todo se ha borrado.
