@file:OptIn(ExperimentalSerializationApi::class)

package io.mockaws.wire

import kotlinx.serialization.ExperimentalSerializationApi
import kotlinx.serialization.SerialInfo

// Smithy's traits (https://smithy.io/2.0/spec/) as annotations on the properties of a @Serializable class.
// They end up in the serial descriptor, which is all that the codecs look at, so a descriptor that is built at
// run time from a Smithy model carries the very same annotations. A list or map descriptor carries the traits
// of its member, key and value as element annotations (0; 0 and 1); a hand-written class has no list shape of
// its own, so there @XmlItem, @XmlKey and @XmlValue stand on the property.

/** `httpLabel`: the member fills `{name}` of the URI pattern, which is its own name unless it has another. */
@SerialInfo
@Target(AnnotationTarget.PROPERTY)
internal annotation class HttpLabel(val name: String = "")

/** `httpHeader`: the member is the header [name]; a list is comma-separated. */
@SerialInfo
@Target(AnnotationTarget.PROPERTY)
internal annotation class HttpHeader(
    val name: String,
)

/** `httpPrefixHeaders`: a map whose entries are the headers that begin with [prefix]. */
@SerialInfo
@Target(AnnotationTarget.PROPERTY)
internal annotation class HttpPrefixHeaders(
    val prefix: String,
)

/** `httpQuery`: the member is the query parameter [name]; a list repeats it. */
@SerialInfo
@Target(AnnotationTarget.PROPERTY)
internal annotation class HttpQuery(
    val name: String,
)

/** `httpQueryParams`: a map of all query parameters; in restXml without those that another member is bound to. */
@SerialInfo
@Target(AnnotationTarget.PROPERTY)
internal annotation class HttpQueryParams

/** `httpPayload`: the member is the whole body; see [io.mockaws.wire.http.HttpBody] for streaming ones. */
@SerialInfo
@Target(AnnotationTarget.PROPERTY)
internal annotation class HttpPayload

/** `httpResponseCode`: the member is the status of the response. */
@SerialInfo
@Target(AnnotationTarget.PROPERTY)
internal annotation class HttpResponseCode

/** `hostLabel`: the member fills `{Name}` of the endpoint's host prefix. */
@SerialInfo
@Target(AnnotationTarget.PROPERTY)
internal annotation class HostLabel

/** `xmlName` of a member or of a structure. */
@SerialInfo
@Target(AnnotationTarget.PROPERTY, AnnotationTarget.CLASS)
internal annotation class XmlName(
    val name: String,
)

/** `xmlName` of the member of this list, or of each entry of a map; Smithy's default is `member` and `entry`. */
@SerialInfo
@Target(AnnotationTarget.PROPERTY)
internal annotation class XmlItem(
    val name: String,
)

/** `xmlName` of the key of this map; Smithy's default is `key`. */
@SerialInfo
@Target(AnnotationTarget.PROPERTY)
internal annotation class XmlKey(
    val name: String,
)

/** `xmlName` of the value of this map; Smithy's default is `value`. */
@SerialInfo
@Target(AnnotationTarget.PROPERTY)
internal annotation class XmlValue(
    val name: String,
)

/** `xmlFlattened`: the items stand directly in the structure, each under the member's own name. */
@SerialInfo
@Target(AnnotationTarget.PROPERTY)
internal annotation class XmlFlattened

/** `xmlAttribute`: the member is an attribute of the structure's element. */
@SerialInfo
@Target(AnnotationTarget.PROPERTY)
internal annotation class XmlAttribute

/** `xmlNamespace` of a member or of a structure; an empty one keeps it out of that of its service. */
@SerialInfo
@Target(AnnotationTarget.PROPERTY, AnnotationTarget.CLASS)
internal annotation class XmlNamespace(
    val uri: String,
    val prefix: String = "",
)

/** `jsonName`: the key in restJson1 (awsJson and CBOR ignore it, as the protocols say). */
@SerialInfo
@Target(AnnotationTarget.PROPERTY)
internal annotation class JsonName(
    val name: String,
)

/** `ec2QueryName`: the parameter's name in ec2Query. */
@SerialInfo
@Target(AnnotationTarget.PROPERTY)
internal annotation class Ec2QueryName(
    val name: String,
)

/** `timestampFormat` of a member that does not use the default of its protocol and place. */
@SerialInfo
@Target(AnnotationTarget.PROPERTY)
internal annotation class TimestampFormat(
    val format: Timestamps,
)

/** `mediaType`: a string header with one is base64-encoded. */
@SerialInfo
@Target(AnnotationTarget.PROPERTY)
internal annotation class MediaType(
    val type: String,
)

/** `union`: a structure of nullable members of which exactly one is set. */
@SerialInfo
@Target(AnnotationTarget.CLASS)
internal annotation class Union

/** `s3UnwrappedXmlOutput`: the one member of the output is the root of the document, not within one. */
@SerialInfo
@Target(AnnotationTarget.CLASS)
internal annotation class S3UnwrappedXmlOutput

/** `sparse`: a list or map that may hold nulls. */
@SerialInfo
@Target(AnnotationTarget.PROPERTY)
internal annotation class Sparse

/** Not Smithy's: a string that holds a decimal number, or several. `1.50` and `1.5` are the same one. */
@SerialInfo
@Target(AnnotationTarget.PROPERTY)
internal annotation class DecimalText

/** `eventHeader`: a member of an event that travels as a header of its frame. */
@SerialInfo
@Target(AnnotationTarget.PROPERTY)
internal annotation class EventHeader

/** `eventPayload`: the member of an event that is the payload of its frame. */
@SerialInfo
@Target(AnnotationTarget.PROPERTY)
internal annotation class EventPayload

/** The three forms of a timestamp that Smithy knows. */
internal enum class Timestamps {
    /** Seconds since 1970 as a number, milliseconds behind the point. */
    EPOCH_SECONDS,

    /** RFC 3339 in UTC: `2026-11-21T10:00:00.123Z`. */
    DATE_TIME,

    /** RFC 9110's IMF-fixdate: `Sat, 21 Nov 2026 10:00:00 GMT`. */
    HTTP_DATE,
}
