package io.mockaws.wire.protocol

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.types.shouldBeSameInstanceAs
import io.mockaws.wire.ErrorShape
import io.mockaws.wire.HttpHeader
import io.mockaws.wire.HttpLabel
import io.mockaws.wire.HttpPayload
import io.mockaws.wire.HttpPrefixHeaders
import io.mockaws.wire.HttpQuery
import io.mockaws.wire.HttpTrait
import io.mockaws.wire.MalformedRequest
import io.mockaws.wire.OperationShape
import io.mockaws.wire.ServiceShape
import io.mockaws.wire.StreamingBlob
import io.mockaws.wire.XmlAttribute
import io.mockaws.wire.XmlFlattened
import io.mockaws.wire.XmlItem
import io.mockaws.wire.XmlName
import io.mockaws.wire.http.Headers
import io.mockaws.wire.http.HttpBody
import io.mockaws.wire.http.HttpRequest
import io.mockaws.wire.http.HttpResponse
import io.mockaws.wire.http.readBytes
import io.mockaws.wire.operationShape
import kotlinx.coroutines.test.runTest
import kotlinx.serialization.SerialName
import kotlinx.serialization.Serializable
import org.junit.jupiter.api.Test
import kotlin.time.Instant

@Serializable
private class PutInput(
    @HttpLabel val bucket: String,
    @HttpLabel val key: String,
    @HttpHeader("x-amz-checksum-type") val checksumType: String? = null,
    @HttpHeader("Expires") val expires: Instant? = null,
    @HttpPrefixHeaders("x-amz-meta-") val metadata: Map<String, String> = emptyMap(),
    @HttpPayload val body: StreamingBlob,
)

@Serializable
private class PutOutput(
    @HttpHeader("ETag") val eTag: String,
)

@Serializable
private class ListInput(
    @HttpLabel val bucket: String,
    @HttpQuery("max-keys") val maxKeys: Int? = null,
    @HttpQuery("prefix") val prefix: String? = null,
)

@Serializable
@XmlName("ListBucketResult")
private class ListOutput(
    val name: String,
    @HttpHeader("x-amz-request-charged") val requestCharged: String? = null,
    @XmlFlattened val contents: List<Entry>,
    val isTruncated: Boolean,
)

@Serializable
private data class Entry(
    val key: String,
    val lastModified: Instant? = null,
    @SerialName("ETag") val eTag: String? = null,
)

@Serializable
private class DeleteInput(
    @HttpLabel val bucket: String,
    @HttpPayload @XmlName("Delete") val delete: Delete,
)

@Serializable
private data class Delete(
    @XmlFlattened @XmlName("Object") val objects: List<Entry>,
    val quiet: Boolean? = null,
)

@Serializable
private class DocumentInput(
    @HttpLabel val id: String,
    val name: String? = null,
    @XmlItem("Tag") val tags: List<String>? = null,
    val nested: List<List<Int>>? = null,
    val map: Map<String, Entry>? = null,
    @XmlFlattened val flat: Map<String, Int>? = null,
    @XmlAttribute @XmlName("xsi:type") val type: String? = null,
)

@Serializable
private class KeyDetail(
    val key: String,
    @HttpHeader("x-amz-bucket-region") val region: String,
)

class RestXmlTest {
    private val put = operationShape<PutInput, PutOutput>("PutObject", HttpTrait("PUT", "/{Bucket}/{Key+}"))
    private val copy =
        operationShape<PutInput, PutOutput>("CopyObject", HttpTrait("PUT", "/{Bucket}/{Key+}", header = "x-amz-copy-source"))
    private val part = operationShape<PutInput, PutOutput>("UploadPart", HttpTrait("PUT", "/{Bucket}/{Key+}?partNumber&uploadId"))
    private val create = operationShape<Unit, Unit>("CreateBucket", HttpTrait("PUT", "/{Bucket}"))
    private val buckets = operationShape<Unit, Unit>("ListBuckets", HttpTrait("GET", "/"))
    private val list = operationShape<ListInput, ListOutput>("ListObjects", HttpTrait("GET", "/{Bucket}"))
    private val list2 = operationShape<ListInput, ListOutput>("ListObjectsV2", HttpTrait("GET", "/{Bucket}?list-type=2"))
    private val delete = operationShape<DeleteInput, Unit>("DeleteObjects", HttpTrait("POST", "/{Bucket}?delete"))
    private val document = operationShape<DocumentInput, DocumentInput>("Put", HttpTrait("PUT", "/documents/of/{Id}"))
    private val all: List<OperationShape<*, *>> = listOf(put, copy, part, create, buckets, list, list2, delete, document)
    private val s3 =
        Protocols.RestXml.create(
            ServiceShape("S3", "s3", "2006-03-01", xmlNamespace = "http://s3.amazonaws.com/doc/2006-03-01/", isS3 = true),
            all,
        )
    private val other = Protocols.RestXml.create(ServiceShape("Other", "other", "2006-03-01"), all)

    private fun name(
        method: String,
        path: String,
        query: String = "",
        headers: Headers = Headers.Empty,
    ) = s3.operationName(HttpRequest(method, path, query, headers))

    private suspend fun text(response: HttpResponse) = response.body.readBytes().decodeToString()

    @Test fun `the route that asks for most wins`() {
        name("PUT", "/b/k") shouldBe "PutObject"
        name("PUT", "/b/k", headers = Headers.of("X-Amz-Copy-Source" to "a/b")) shouldBe "CopyObject"
        name("PUT", "/b/k", "uploadId=x&partNumber=1") shouldBe "UploadPart"
        name("PUT", "/b/k", "uploadId=x") shouldBe "PutObject"
        name("PUT", "/b") shouldBe "CreateBucket"
        name("PUT", "/b/") shouldBe "CreateBucket"
        name("GET", "/") shouldBe "ListBuckets"
        name("GET", "/b", "list-type=2") shouldBe "ListObjectsV2"
        name("GET", "/b", "list-type=3") shouldBe "ListObjects"
        name("GET", "/b", "list-type=2&prefix=%zz") shouldBe "ListObjects"
        name("PATCH", "/b") shouldBe null
    }

    @Test fun `a key survives exactly`() =
        runTest {
            val keys =
                mapOf(
                    "a//b/" to "a//b/",
                    "/" to "/",
                    "/a" to "/a",
                    ".." to "..",
                    "./a/../b" to "./a/../b",
                    "a%2Fb%20c+d" to "a/b c+d",
                    "%E2%82%AC" to "€",
                    "a%0A%0D" to "a\n\r",
                )
            for ((raw, key) in keys) {
                name("PUT", "/b/$raw") shouldBe "PutObject"
                s3.decode(put, HttpRequest("PUT", "/b/$raw")) { }.key shouldBe key
            }
        }

    @Test fun `a streaming body passes unread, and what no member is bound to is told`() =
        runTest {
            val body =
                object : HttpBody {
                    override val contentLength: Long? get() = null

                    override suspend fun open() = error("read")
                }
            val headers =
                Headers.of(
                    "x-amz-checksum-type" to "FULL_OBJECT",
                    "Expires" to "Thu, 01 Dec 1994 16:00:00 GMT",
                    "X-Amz-Meta-A" to "1",
                    "X-Amz-Acl" to "private",
                    "X-Amz-Date" to "20260101T000000Z",
                    "Accept" to "*/*",
                )
            val unknown = ArrayList<String>()
            val input = s3.decode(put, HttpRequest("PUT", "/b/k", "foo=1&x-id=PutObject", headers, body)) { unknown += it }
            input.body shouldBeSameInstanceAs body
            input.checksumType shouldBe "FULL_OBJECT"
            input.expires shouldBe Instant.parse("1994-12-01T16:00:00Z")
            input.metadata shouldBe mapOf("A" to "1")
            unknown shouldContainExactly listOf("query foo", "header x-amz-acl")
        }

    @Test fun `an output is spread over headers and document`() =
        runTest {
            val entries = listOf(Entry("a&<\r\n", Instant.parse("2026-01-01T00:00:00Z"), "\"e\""), Entry(""))
            val response = s3.encode(list2, ListOutput("b", "requester", entries, false), ID)
            response.headers["x-amz-request-charged"] shouldBe "requester"
            response.headers["x-amz-request-id"] shouldBe ID
            response.headers["x-amz-id-2"]!!.length shouldBe 76
            response.headers["Content-Type"] shouldBe "application/xml"
            text(response) shouldBe
                "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" +
                "<ListBucketResult xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"><Name>b</Name>" +
                "<Contents><Key>a&amp;&lt;&#xd;&#xa;</Key><LastModified>2026-01-01T00:00:00.000Z</LastModified>" +
                "<ETag>&quot;e&quot;</ETag></Contents><Contents><Key/></Contents>" +
                "<IsTruncated>false</IsTruncated></ListBucketResult>"
        }

    @Test fun `a payload is a document of its own`() =
        runTest {
            val xml =
                "<Delete xmlns='http://s3.amazonaws.com/doc/2006-03-01/'><Object><Key>a<![CDATA[<b>]]></Key></Object>" +
                    "<!-- no --><Quiet>true</Quiet><Object><Key/><Foo>1</Foo></Object></Delete>"
            val unknown = ArrayList<String>()
            val input = s3.decode(delete, HttpRequest("POST", "/b", "delete", body = HttpBody.of(xml))) { unknown += it }
            input.bucket shouldBe "b"
            input.delete shouldBe Delete(listOf(Entry("a<b>"), Entry("")), true)
            unknown shouldContainExactly listOf("Object.Foo")
        }

    @Test fun `a document of lists and maps comes back as it went`() =
        runTest {
            val value =
                DocumentInput(
                    "x",
                    "n",
                    listOf("a", "b"),
                    listOf(listOf(1), listOf(), listOf(2, 3)),
                    mapOf("k" to Entry("v")),
                    mapOf("p" to 1, "q" to 2),
                    "T",
                )
            val written = other.encode(document, value, "id")
            val xml = text(written)
            xml shouldContain "<Nested><member><member>1</member></member><member/>"
            xml shouldContain "<Map><entry><key>k</key><value><Key>v</Key></value></entry></Map>"
            xml shouldContain "<Flat><key>p</key><value>1</value></Flat><Flat>"
            xml shouldContain "<DocumentInput xsi:type=\"T\"><Id>x</Id>"
            val prefixed = xml.replace(" xsi:type", " xmlns:xsi=\"x\" xsi:type").replace("<Id>x</Id>", "")
            val read = other.decode(document, HttpRequest("PUT", "/documents/of/x", body = HttpBody.of(prefixed))) { error(it) }
            read.id shouldBe "x"
            read.name shouldBe "n"
            read.tags shouldBe value.tags
            read.nested shouldBe value.nested
            read.map shouldBe value.map
            read.flat shouldBe value.flat
            read.type shouldBe "T"
        }

    @Test fun `an error has the form of its service`() =
        runTest {
            val error = ErrorShape("NoSuchKey", "Gone <", 404, detail = ErrorShape.Detail(KeyDetail.serializer(), KeyDetail("k", "r")))
            val response = s3.encodeError(error, "id-1")
            response.status shouldBe 404
            response.headers["x-amz-bucket-region"] shouldBe "r"
            text(response) shouldContain
                "<Error><Code>NoSuchKey</Code><Message>Gone &lt;</Message><Key>k</Key><RequestId>id-1</RequestId><HostId>"
            text(other.encodeError(error, "id-1")) shouldContain
                "<ErrorResponse><Error><Type>Sender</Type><Code>NoSuchKey</Code><Message>Gone &lt;</Message><Key>k</Key></Error>" +
                "<RequestId>id-1</RequestId></ErrorResponse>"
            text(s3.encodeError(ErrorShape("NotModified", null, 304), "id-1")) shouldBe ""
        }

    @Test fun `what is not XML, or not that of the shape, is malformed`() =
        runTest {
            val bodies =
                listOf(
                    "<Delete>",
                    "nothing",
                    "<Delete><Quiet>maybe</Quiet></Delete>",
                    "<Delete/>",
                    "<a/><b/>",
                    "<!DOCTYPE d [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><Delete><Object><Key>&e;</Key></Object></Delete>",
                    "<!DOCTYPE d [<!ENTITY a 'x'><!ENTITY b '&a;&a;'>]><Delete><Object><Key>&b;</Key></Object></Delete>",
                    "<Delete>" + "<Object>".repeat(10_000),
                )
            for (body in bodies) {
                val failure =
                    shouldThrow<MalformedRequest> {
                        s3.decode(delete, HttpRequest("POST", "/b", "delete", body = HttpBody.of(body))) { }
                    }
                s3.malformed(failure).code shouldBe "MalformedXML"
            }
            val number = shouldThrow<MalformedRequest> { s3.decode(list, HttpRequest("GET", "/b", "max-keys=x")) { } }
            s3.malformed(number).let { it.code to it.message } shouldBe
                ("InvalidArgument" to "Provided max-keys not an integer or within integer range")
            val uri = shouldThrow<MalformedRequest> { s3.decode(list, HttpRequest("GET", "/b", "prefix=%z")) { } }
            s3.malformed(uri).code shouldBe "InvalidURI"
        }

    private companion object {
        const val ID = "01234567-89ab-cdef-0123-456789abcdef"
    }
}
