package io.mockaws.engine.access

import io.mockaws.engine.CallContext
import io.mockaws.engine.ServiceState
import io.mockaws.kit.Arn

/** An ARN with places: `arn:{partition}:s3:::{Bucket}/{Key}`. */
internal class ArnTemplate(
    text: String,
) {
    private sealed interface Piece

    private class Text(
        val text: String,
    ) : Piece

    /** A member, or what the service knows as a [kind] by it. */
    private class Place(
        val kind: String?,
        val path: String,
    ) : Piece {
        /** Whether it may stand for several things, each with an ARN of its own. */
        val isMany = '.' in path
    }

    private val pieces: List<Piece> = read(text)
    private val many = pieces.firstNotNullOfOrNull { (it as? Place)?.takeIf { place -> place.isMany } }

    /** What it stands for in a call; `*` where the call does not say. */
    fun <S : ServiceState<S>> arns(
        input: Map<String, Any?>,
        access: ServiceAccess<S>,
        call: CallContext<S>,
    ): List<String> {
        if (many == null) return listOf(arn(null, input, access, call))
        return input.at(many.path).distinct().map { arn(it, input, access, call) }.ifEmpty { listOf(Need.ANY) }
    }

    private fun <S : ServiceState<S>> arn(
        one: Any?,
        input: Map<String, Any?>,
        access: ServiceAccess<S>,
        call: CallContext<S>,
    ): String {
        val arn = StringBuilder()
        for (piece in pieces) {
            if (piece is Text) {
                arn.append(piece.text)
                continue
            }
            val place = piece as Place
            val constant = constant(place.path, call)
            if (constant != null) {
                arn.append(constant)
                continue
            }
            val given = (if (place === many) one else input[place.path]) ?: return Need.ANY
            if (place.kind != null) return access.arn(place.kind, given, call) ?: Need.ANY
            val name = given.toString()
            if (name.startsWith("arn:")) return name
            arn.append(name)
        }
        return arn.toString()
    }

    private fun constant(
        place: String,
        call: CallContext<*>,
    ): String? =
        when (place) {
            "partition" -> Arn.partitionOf(call.region)
            "region" -> call.region
            "account" -> call.account
            else -> null
        }

    private companion object {
        val PLACE = Regex("\\{([\\w.:@=]+)}")

        fun read(text: String): List<Piece> {
            val pieces = ArrayList<Piece>()
            var from = 0
            for (match in PLACE.findAll(text)) {
                if (match.range.first > from) pieces += Text(text.substring(from, match.range.first))
                val (place) = match.destructured
                pieces += Place(place.substringBefore(':', "").ifEmpty { null }, place.substringAfter(':'))
                from = match.range.last + 1
            }
            if (from < text.length) pieces += Text(text.substring(from))
            return pieces
        }
    }
}
