package io.mockaws.model

import io.mockaws.wire.Ec2QueryName
import io.mockaws.wire.EventHeader
import io.mockaws.wire.EventPayload
import io.mockaws.wire.HostLabel
import io.mockaws.wire.HttpHeader
import io.mockaws.wire.HttpLabel
import io.mockaws.wire.HttpPayload
import io.mockaws.wire.HttpPrefixHeaders
import io.mockaws.wire.HttpQuery
import io.mockaws.wire.HttpQueryParams
import io.mockaws.wire.HttpResponseCode
import io.mockaws.wire.JsonName
import io.mockaws.wire.MediaType
import io.mockaws.wire.S3UnwrappedXmlOutput
import io.mockaws.wire.TimestampFormat
import io.mockaws.wire.Union
import io.mockaws.wire.XmlAttribute
import io.mockaws.wire.XmlFlattened
import io.mockaws.wire.XmlItem
import io.mockaws.wire.XmlName
import io.mockaws.wire.XmlNamespace

/** What a model states of members and structures, as the traits that codecs look for. */
internal object ModelTraits {
    fun ofStructure(
        shape: StructureModel,
        isUnwrapped: Boolean,
    ): List<Annotation> =
        listOfNotNull(
            Union().takeIf { shape.isUnion },
            S3UnwrappedXmlOutput().takeIf { isUnwrapped },
            shape.xmlNamespace?.let(::namespace),
        )

    fun ofMember(member: MemberModel): List<Annotation> =
        buildList {
            place(member)?.let { add(it) }
            addNames(member)
            if (member.isFlattened || isFlattened(member.target)) add(XmlFlattened())
            (member.target as? MapModel)?.entryName?.let { add(XmlItem(it)) }
            if (member.isXmlAttribute) add(XmlAttribute())
            member.xmlNamespace?.let { add(namespace(it)) }
            (member.timestamps ?: (member.target as? ScalarModel)?.timestamps)?.let { add(TimestampFormat(it)) }
            if (member.isJsonText && member.place == MemberPlace.HEADER) add(MediaType("application/json"))
            if (member.isHostLabel) add(HostLabel())
            if (member.isEventHeader) add(EventHeader())
            if (member.isEventPayload) add(EventPayload())
        }

    private fun place(member: MemberModel): Annotation? {
        val name = member.locationName ?: member.name
        return when (member.place) {
            MemberPlace.LABEL -> HttpLabel(name)
            MemberPlace.QUERY -> if (member.target is MapModel) HttpQueryParams() else HttpQuery(name)
            MemberPlace.HEADER -> HttpHeader(name)
            MemberPlace.PREFIX_HEADERS -> HttpPrefixHeaders(member.locationName.orEmpty())
            MemberPlace.STATUS -> HttpResponseCode()
            MemberPlace.PAYLOAD -> HttpPayload()
            MemberPlace.DOCUMENT -> null
        }
    }

    private fun MutableList<Annotation>.addNames(member: MemberModel) {
        val isInDocument = member.place == MemberPlace.DOCUMENT || member.place == MemberPlace.PAYLOAD
        val name = member.locationName.takeIf { isInDocument }
        name?.let { add(XmlName(it)) }
        name?.let { add(JsonName(it)) }
        member.queryName?.let { add(Ec2QueryName(it)) }
    }

    fun ofItem(
        name: String?,
        target: ShapeModel,
    ): List<Annotation> =
        listOfNotNull(
            name?.let { XmlName(it) },
            (target as? ScalarModel)?.timestamps?.let { TimestampFormat(it) },
        )

    private fun isFlattened(target: ShapeModel) =
        (target as? ListModel)?.isFlattened == true || (target as? MapModel)?.isFlattened == true

    private fun namespace(text: String) = XmlNamespace(text.substringBefore('|'), text.substringAfter('|', ""))
}
