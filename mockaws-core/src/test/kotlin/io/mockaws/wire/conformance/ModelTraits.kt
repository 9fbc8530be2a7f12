package io.mockaws.wire.conformance

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
import io.mockaws.wire.Sparse
import io.mockaws.wire.TimestampFormat
import io.mockaws.wire.Timestamps
import io.mockaws.wire.XmlAttribute
import io.mockaws.wire.XmlFlattened
import io.mockaws.wire.XmlName
import io.mockaws.wire.XmlNamespace
import software.amazon.smithy.aws.traits.protocols.Ec2QueryNameTrait
import software.amazon.smithy.model.Model
import software.amazon.smithy.model.shapes.MemberShape
import software.amazon.smithy.model.shapes.Shape
import software.amazon.smithy.model.traits.EventHeaderTrait
import software.amazon.smithy.model.traits.EventPayloadTrait
import software.amazon.smithy.model.traits.HostLabelTrait
import software.amazon.smithy.model.traits.HttpHeaderTrait
import software.amazon.smithy.model.traits.HttpLabelTrait
import software.amazon.smithy.model.traits.HttpPayloadTrait
import software.amazon.smithy.model.traits.HttpPrefixHeadersTrait
import software.amazon.smithy.model.traits.HttpQueryParamsTrait
import software.amazon.smithy.model.traits.HttpQueryTrait
import software.amazon.smithy.model.traits.HttpResponseCodeTrait
import software.amazon.smithy.model.traits.JsonNameTrait
import software.amazon.smithy.model.traits.MediaTypeTrait
import software.amazon.smithy.model.traits.SparseTrait
import software.amazon.smithy.model.traits.TimestampFormatTrait
import software.amazon.smithy.model.traits.Trait
import software.amazon.smithy.model.traits.XmlAttributeTrait
import software.amazon.smithy.model.traits.XmlFlattenedTrait
import software.amazon.smithy.model.traits.XmlNameTrait
import software.amazon.smithy.model.traits.XmlNamespaceTrait

/** Smithy's traits as the annotations that a hand-written class carries. */
internal object ModelTraits {
    fun ofMember(
        member: MemberShape,
        model: Model,
    ): List<Annotation> =
        buildList {
            inherited<TimestampFormatTrait>(member, model)?.let { add(TimestampFormat(formatOf(it))) }
            inherited<MediaTypeTrait>(member, model)?.let { add(MediaType(it.value)) }
            if (model.expectShape(member.target).hasTrait(SparseTrait::class.java)) add(Sparse())
            member.allTraits.values.mapNotNullTo(this, ::annotationOf)
        }

    fun ofShape(shape: Shape): List<Annotation> =
        shape.allTraits.values.filter { it is XmlNameTrait || it is XmlNamespaceTrait }.mapNotNull(::annotationOf)

    private inline fun <reified T : Trait> inherited(
        member: MemberShape,
        model: Model,
    ): T? = member.getMemberTrait(model, T::class.java).orElse(null)

    private fun annotationOf(trait: Trait): Annotation? =
        when (trait) {
            is HttpLabelTrait -> HttpLabel()
            is HttpHeaderTrait -> HttpHeader(trait.value)
            is HttpPrefixHeadersTrait -> HttpPrefixHeaders(trait.value)
            is HttpQueryTrait -> HttpQuery(trait.value)
            is HttpQueryParamsTrait -> HttpQueryParams()
            is HttpPayloadTrait -> HttpPayload()
            is HttpResponseCodeTrait -> HttpResponseCode()
            is HostLabelTrait -> HostLabel()
            is XmlNameTrait -> XmlName(trait.value)
            is XmlFlattenedTrait -> XmlFlattened()
            is XmlAttributeTrait -> XmlAttribute()
            is XmlNamespaceTrait -> XmlNamespace(trait.uri, trait.prefix.orElse(""))
            is JsonNameTrait -> JsonName(trait.value)
            is Ec2QueryNameTrait -> Ec2QueryName(trait.value)
            is EventHeaderTrait -> EventHeader()
            is EventPayloadTrait -> EventPayload()
            else -> null
        }

    private fun formatOf(trait: TimestampFormatTrait): Timestamps =
        when (trait.format) {
            TimestampFormatTrait.Format.DATE_TIME -> Timestamps.DATE_TIME
            TimestampFormatTrait.Format.HTTP_DATE -> Timestamps.HTTP_DATE
            else -> Timestamps.EPOCH_SECONDS
        }
}
