package io.mockaws.services.iam.op

import io.mockaws.engine.AwsFault
import io.mockaws.kit.Tables
import io.mockaws.services.iam.credential.Certificates
import io.mockaws.services.iam.credential.ServerCertificate
import io.mockaws.services.iam.state.IamCall
import io.mockaws.services.iam.state.IamFaults
import io.mockaws.services.iam.state.SERVER_CERTIFICATES
import io.mockaws.services.iam.state.checkedPath
import io.mockaws.services.iam.state.iamArn
import io.mockaws.services.iam.state.newId
import io.mockaws.services.iam.state.second
import kotlinx.serialization.Serializable
import kotlin.time.Instant

@Serializable
internal data class UploadServerCertificateRequest(
    val serverCertificateName: String,
    val certificateBody: String,
    val privateKey: String,
    val path: String? = null,
    val certificateChain: String? = null,
    val tags: List<Tag> = emptyList(),
)

@Serializable
internal data class UploadServerCertificateResponse(
    val serverCertificateMetadata: ServerCertificateMetadata,
    val tags: List<Tag>?,
)

@Serializable
internal data class ServerCertificateMetadata(
    val path: String,
    val serverCertificateName: String,
    val serverCertificateId: String,
    val arn: String,
    val uploadDate: Instant,
    val expiration: Instant,
)

private fun ServerCertificate.metadata() = ServerCertificateMetadata(path, name, id, arn, uploadedAt, expiresAt)

/**
 * Whether the private key is the certificate's is not looked at; it is not kept, as nobody can read it.
 *
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_UploadServerCertificate.html
 */
internal fun uploadServerCertificate(
    request: UploadServerCertificateRequest,
    call: IamCall,
): UploadServerCertificateResponse {
    val read = Certificates.x509(request.certificateBody) ?: throw malformed("certificate")
    if ("PRIVATE KEY-----" !in request.privateKey) throw malformed("private key")
    val path = checkedPath(request.path)
    val name = request.serverCertificateName
    val certificate =
        ServerCertificate(
            id = call.newId("ASCA"),
            name = name,
            path = path,
            arn = call.iamArn("server-certificate$path$name"),
            uploadedAt = call.second(),
            expiresAt = Instant.fromEpochSeconds(read.notAfter.toInstant().epochSecond),
            body = request.certificateBody,
            chain = request.certificateChain,
            tags = tagged(emptyMap(), request.tags),
        )
    call.state.write {
        checkNew(name)
        if (this[SERVER_CERTIFICATES].size >= CERTIFICATES) {
            throw IamFaults.quota("ServerCertificatesPerAccount", CERTIFICATES)
        }
        this[SERVER_CERTIFICATES, name] = certificate
    }
    return UploadServerCertificateResponse(certificate.metadata(), tagsView(certificate.tags))
}

private fun malformed(what: String) =
    AwsFault("MalformedCertificate", "Unable to parse $what. Please ensure the $what is in PEM format.")

private fun Tables.checkNew(name: String) {
    if (this[SERVER_CERTIFICATES].keys.any { it.equals(name, ignoreCase = true) }) {
        throw IamFaults.exists("The Server Certificate with name $name already exists.")
    }
}

private fun Tables.certificate(name: String): ServerCertificate =
    this[SERVER_CERTIFICATES][name]
        ?: throw IamFaults.noSuch("The Server Certificate with name $name cannot be found.")

@Serializable
internal data class ServerCertificateNameRequest(
    val serverCertificateName: String,
)

@Serializable
internal data class GetServerCertificateResponse(
    val serverCertificate: ServerCertificateView,
)

@Serializable
internal data class ServerCertificateView(
    val serverCertificateMetadata: ServerCertificateMetadata,
    val certificateBody: String,
    val certificateChain: String?,
    val tags: List<Tag>?,
)

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetServerCertificate.html */
internal fun getServerCertificate(
    request: ServerCertificateNameRequest,
    call: IamCall,
): GetServerCertificateResponse {
    val found = call.state.now.certificate(request.serverCertificateName)
    return GetServerCertificateResponse(
        ServerCertificateView(found.metadata(), found.body, found.chain, tagsView(found.tags))
    )
}

@Serializable
internal data class UpdateServerCertificateRequest(
    val serverCertificateName: String,
    val newPath: String? = null,
    val newServerCertificateName: String? = null,
)

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateServerCertificate.html */
internal fun updateServerCertificate(
    request: UpdateServerCertificateRequest,
    call: IamCall,
) {
    call.state.write {
        val found = certificate(request.serverCertificateName)
        val name = request.newServerCertificateName ?: found.name
        val path = request.newPath?.let(::checkedPath) ?: found.path
        if (!name.equals(found.name, ignoreCase = true)) checkNew(name)
        remove(SERVER_CERTIFICATES, found.name)
        this[SERVER_CERTIFICATES, name] =
            found.copy(name = name, path = path, arn = call.iamArn("server-certificate$path$name"))
    }
}

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteServerCertificate.html */
internal fun deleteServerCertificate(
    request: ServerCertificateNameRequest,
    call: IamCall,
) {
    call.state.write { remove(SERVER_CERTIFICATES, certificate(request.serverCertificateName).name) }
}

@Serializable
internal data class ListServerCertificatesResponse(
    val serverCertificateMetadataList: List<ServerCertificateMetadata>,
    val isTruncated: Boolean,
    val marker: String?,
)

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListServerCertificates.html */
internal fun listServerCertificates(
    request: ListByPathRequest,
    call: IamCall,
): ListServerCertificatesResponse {
    val all =
        call.state.now[SERVER_CERTIFICATES].values.filter { it.path.startsWith(request.pathPrefix ?: "/") }
            .sortedBy { it.name }
    val page = page(request, all, "server certificates ${request.pathPrefix}") { it.id }
    return ListServerCertificatesResponse(page.items.map { it.metadata() }, page.nextToken != null, page.nextToken)
}

@Serializable
internal data class TagServerCertificateRequest(
    val serverCertificateName: String,
    val tags: List<Tag>,
)

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_TagServerCertificate.html */
internal fun tagServerCertificate(
    request: TagServerCertificateRequest,
    call: IamCall,
) {
    call.state.write {
        val found = certificate(request.serverCertificateName)
        this[SERVER_CERTIFICATES, found.name] = found.copy(tags = tagged(found.tags, request.tags))
    }
}

@Serializable
internal data class UntagServerCertificateRequest(
    val serverCertificateName: String,
    val tagKeys: List<String>,
)

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_UntagServerCertificate.html */
internal fun untagServerCertificate(
    request: UntagServerCertificateRequest,
    call: IamCall,
) {
    call.state.write {
        val found = certificate(request.serverCertificateName)
        this[SERVER_CERTIFICATES, found.name] = found.copy(tags = untagged(found.tags, request.tagKeys))
    }
}

@Serializable
internal data class ListOfServerCertificateRequest(
    val serverCertificateName: String,
    override val marker: String? = null,
    override val maxItems: Int? = null,
) : Paged

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListServerCertificateTags.html */
internal fun listServerCertificateTags(
    request: ListOfServerCertificateRequest,
    call: IamCall,
): ListTagsResponse =
    call.state.now.certificate(request.serverCertificateName).let { tagPage(request, it.tags, it.id) }

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
private const val CERTIFICATES = 20
