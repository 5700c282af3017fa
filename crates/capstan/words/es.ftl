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
