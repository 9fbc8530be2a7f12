package io.mockaws.model

import io.mockaws.wire.Timestamps

/** A shape of AWS's model of a service. Equal by identity: one object a shape and service. */
internal sealed class ShapeModel {
    /** AWS's name of it, unique in its service: `QueueDoesNotExist`, `AttributeNameList`; or a simple type's: `string`. */
    abstract val name: String

    final override fun toString(): String = name
}

/** A structure, a union or an error. */
internal class StructureModel(
    override val name: String,
    val members: List<MemberModel>,
    val isUnion: Boolean,
    /** Whether it is a union of the events of a stream. */
    val isEventStream: Boolean,
    /** What is to be known of it as an error; null where it is none. */
    val error: ErrorModel?,
    /** Its XML namespace, `uri|prefix`; null for none. */
    val xmlNamespace: String?,
) : ShapeModel() {
    private val byName by lazy(LazyThreadSafetyMode.PUBLICATION) { members.associateBy { it.name } }

    /** The member that is the body of a REST message, or null. */
    val payload: MemberModel? get() = members.firstOrNull { it.place == MemberPlace.PAYLOAD }

    fun member(name: String): MemberModel? = byName[name]

    companion object {
        /** What operations without input or output have in place of one. */
        val EMPTY: StructureModel = StructureModel("Unit", emptyList(), false, false, null, null)
    }
}

/** What is to be known of an error shape beside its members. */
internal class ErrorModel(
    /** The HTTP status; null where the model says none. */
    val status: Int?,
    /** The code on the wire where it is not the shape's name: `AWS.SimpleQueueService.NonExistentQueue`. */
    val code: String?,
    /** Whether the model says that AWS is at fault. */
    val isFault: Boolean,
)

/** Where in a REST message a member lies. */
internal enum class MemberPlace { DOCUMENT, LABEL, QUERY, HEADER, PREFIX_HEADERS, STATUS, PAYLOAD }

/** A member of a structure. */
internal class MemberModel(
    val name: String,
    val isRequired: Boolean,
    val place: MemberPlace,
    /** The name of label, parameter, header or prefix; of the XML element or JSON key where it is not [name]. */
    val locationName: String?,
    /** The parameter's name in ec2Query, where it is special. */
    val queryName: String?,
    val timestamps: Timestamps?,
    /** `uri|prefix`. */
    val xmlNamespace: String?,
    private val flags: String,
    target: () -> ShapeModel,
) {
    val target: ShapeModel by lazy(LazyThreadSafetyMode.PUBLICATION, target)

    /** The name as AWS's validation says it: `tableName`. */
    val pathName: String by lazy(LazyThreadSafetyMode.PUBLICATION) { name.replaceFirstChar { it.lowercase() } }
    val isIdempotencyToken: Boolean get() = 'i' in flags
    val isFlattened: Boolean get() = 'f' in flags
    val isXmlAttribute: Boolean get() = 'a' in flags
    val isJsonText: Boolean get() = 'j' in flags
    val isStreaming: Boolean get() = 'S' in flags
    val isEventHeader: Boolean get() = 'E' in flags
    val isEventPayload: Boolean get() = 'P' in flags
    val isHostLabel: Boolean get() = 'L' in flags

    override fun toString(): String = name
}

/** From and to, both included; an end that is null is open. Lengths of strings, blobs, lists and maps; values of numbers. */
internal data class ModelRange(
    val min: Long?,
    val max: Long?,
)

internal class ListModel(
    override val name: String,
    val itemName: String?,
    val isFlattened: Boolean,
    val range: ModelRange?,
    item: () -> ShapeModel,
) : ShapeModel() {
    val item: ShapeModel by lazy(LazyThreadSafetyMode.PUBLICATION, item)
}

internal class MapModel(
    override val name: String,
    val keyName: String?,
    val valueName: String?,
    val entryName: String?,
    val isFlattened: Boolean,
    val range: ModelRange?,
    key: () -> ShapeModel,
    value: () -> ShapeModel,
) : ShapeModel() {
    val key: ShapeModel by lazy(LazyThreadSafetyMode.PUBLICATION, key)
    val value: ShapeModel by lazy(LazyThreadSafetyMode.PUBLICATION, value)
}

/** Simple types, by AWS's names of them. */
internal enum class ScalarKind(val word: String) {
    STRING("string"),
    INTEGER("integer"),
    LONG("long"),
    SHORT("short"),
    BYTE("byte"),
    BOOLEAN("boolean"),
    DOUBLE("double"),
    FLOAT("float"),
    BIG_DECIMAL("bigDecimal"),
    TIMESTAMP("timestamp"),
    BLOB("blob"),
    DOCUMENT("document"),
    ;

    companion object {
        private val byWord = entries.associateBy { it.word }

        fun of(word: String): ScalarKind = requireNotNull(byWord[word]) { "No kind $word" }
    }
}

internal class ScalarModel(
    override val name: String,
    val kind: ScalarKind,
    val range: ModelRange? = null,
    /** The values of an enumeration, in AWS's order; empty where it is none. */
    val values: List<String> = emptyList(),
    /** A regular expression that the whole text matches; null for none. */
    val pattern: String? = null,
    val timestamps: Timestamps? = null,
    val isStreaming: Boolean = false,
) : ShapeModel() {
    val isEnum: Boolean get() = values.isNotEmpty()

    companion object {
        /** Those without a name and constraints of their own. */
        val plain: Map<String, ScalarModel> = ScalarKind.entries.associate { it.word to ScalarModel(it.word, it) }
    }
}
