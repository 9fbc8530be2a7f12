package io.mockaws.model

import io.mockaws.wire.HttpTrait
import io.mockaws.wire.Timestamps

/**
 * Understands the lines of a model; `docs/decisions/0024-models-are-data.md` has their grammar. [find] gives the shape
 * of a name, and is asked when the shape is first needed, because shapes refer to each other in circles.
 */
internal class ModelParser(
    private val find: (String) -> ShapeModel,
) {
    fun operation(fields: List<String>): OperationModel {
        val values = fields.drop(1).associate { it[0] to it.substring(2) }
        return OperationModel(
            name = fields[0].substring(1),
            http = values['h']?.let { http(it, values['r']) },
            paging = values['p']?.let(::paging),
            flags = values['f'].orEmpty(),
            shapes = OperationModel.Shapes(values['i'], values['o'], values['e']?.split(' ').orEmpty(), find),
        )
    }

    private fun http(
        text: String,
        header: String?,
    ): HttpTrait {
        val parts = text.split(' ')
        return HttpTrait(parts[0], parts[1], parts.getOrNull(2)?.toInt() ?: OK, header)
    }

    private fun paging(text: String): PagingModel {
        val (inputs, outputs, result, limit) = text.split(':')
        return PagingModel(inputs.names(), outputs.names(), result.names(), limit.ifEmpty { null })
    }

    private fun String.names() = split(',').filter { it.isNotEmpty() }

    fun shape(fields: List<String>): ShapeModel {
        val name = fields[0].substring(1)
        return when (fields[0][0]) {
            '{' -> structure(name, fields)
            '[' -> list(name, fields)
            '<' -> map(name, fields)
            '"' -> scalar(name, fields)
            else -> error("A line of a model cannot begin so: ${fields[0]}")
        }
    }

    private fun structure(
        name: String,
        fields: List<String>,
    ): StructureModel {
        val facts = fields.getOrNull(1)?.takeIf { it.startsWith(':') }?.substring(1)?.split(',').orEmpty()
        val values = facts.associate { it.substringBefore('=') to it.substringAfter('=', "") }
        val members = fields.drop(if (facts.isEmpty()) 1 else 2).map(::member)
        val error = ErrorModel(values["status"]?.toInt(), values["code"], "fault" in values)
        return StructureModel(
            name,
            members,
            isUnion = "union" in values || "eventstream" in values,
            isEventStream = "eventstream" in values,
            error = error.takeIf { "error" in values },
            xmlNamespace = values["x"],
        )
    }

    private fun member(text: String): MemberModel {
        val tokens = text.split(' ')
        val flags = StringBuilder()
        var place = MemberPlace.DOCUMENT
        val names = HashMap<Char, String>()
        for (i in 2 until tokens.size) {
            val token = tokens[i]
            val key = token[0]
            if (token.length > 1) names[key] = token.substring(2) else flags.append(key)
            PLACES[key]?.let { place = it }
        }
        return MemberModel(
            name = tokens[0],
            isRequired = '!' in flags,
            place = place,
            locationName = names['u'] ?: names['q'] ?: names['h'] ?: names['H'] ?: names['n'],
            queryName = names['Q'],
            timestamps = names['t']?.let(::timestamps),
            xmlNamespace = names['x'],
            flags = flags.toString(),
            target = { find(tokens[1]) },
        )
    }

    private fun list(
        name: String,
        fields: List<String>,
    ): ListModel {
        val more = More(fields, 2)
        return ListModel(name, more["n"], more.has("f"), more["r"]?.let(::range)) { find(fields[1]) }
    }

    private fun map(
        name: String,
        fields: List<String>,
    ): MapModel {
        val more = More(fields, FIRST_OF_MAP)
        return MapModel(
            name,
            more["k"],
            more["v"],
            more["e"],
            more.has("f"),
            more["r"]?.let(::range),
            { find(fields[1]) },
            { find(fields[2]) },
        )
    }

    private fun scalar(
        name: String,
        fields: List<String>,
    ): ScalarModel {
        val more = More(fields, 2)
        return ScalarModel(
            name,
            ScalarKind.of(fields[1]),
            more["r"]?.let(::range),
            more["E"]?.let(::values).orEmpty(),
            more["/"],
            more["t"]?.let(::timestamps),
            more.has("S"),
        )
    }

    /** `A|B|C`, in which `\|` stands for the character itself. */
    private fun values(text: String): List<String> =
        if ('\\' in text) text.split(SEPARATOR).map { it.replace("\\|", "|") } else text.split('|')

    private fun range(text: String) =
        ModelRange(text.substringBefore("..").toLongOrNull(), text.substringAfter("..").toLongOrNull())

    private fun timestamps(word: String): Timestamps =
        when (word) {
            "epoch" -> Timestamps.EPOCH_SECONDS
            "datetime" -> Timestamps.DATE_TIME
            "http" -> Timestamps.HTTP_DATE
            else -> error("No format of timestamps is called $word")
        }

    /** The optional fields of a line. */
    private class More(
        fields: List<String>,
        from: Int,
    ) {
        private val fields = fields.subList(from.coerceAtMost(fields.size), fields.size)

        fun has(flag: String) = flag in fields

        operator fun get(key: String): String? =
            fields.firstOrNull { it.startsWith("$key=") }?.substring(key.length + 1)
    }

    private companion object {
        const val OK = 200
        const val FIRST_OF_MAP = 3
        val SEPARATOR = Regex("""(?<!\\)\|""")
        val PLACES =
            mapOf(
                'u' to MemberPlace.LABEL,
                'q' to MemberPlace.QUERY,
                'h' to MemberPlace.HEADER,
                'H' to MemberPlace.PREFIX_HEADERS,
                's' to MemberPlace.STATUS,
                'p' to MemberPlace.PAYLOAD,
            )
    }
}
