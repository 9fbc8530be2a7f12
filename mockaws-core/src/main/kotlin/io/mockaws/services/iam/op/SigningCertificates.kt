package io.mockaws.services.iam.op

import io.mockaws.engine.AwsFault
import io.mockaws.services.iam.credential.Certificates
import io.mockaws.services.iam.credential.SigningCertificate
import io.mockaws.services.iam.credential.Status
import io.mockaws.services.iam.state.IamCall
import io.mockaws.services.iam.state.IamFaults
import io.mockaws.services.iam.state.SIGNING_CERTIFICATES
import io.mockaws.services.iam.state.of
import io.mockaws.services.iam.state.second
import kotlinx.serialization.Serializable
import kotlin.time.Instant

@Serializable
internal data class UploadSigningCertificateRequest(
    val userName: String? = null,
    val certificateBody: String,
)

@Serializable
internal data class UploadSigningCertificateResponse(
    val certificate: SigningCertificateView,
)

@Serializable
internal data class SigningCertificateView(
    val userName: String,
    val certificateId: String,
    val certificateBody: String,
    val status: Status,
    val uploadDate: Instant,
)

private fun SigningCertificate.view(userName: String) =
    SigningCertificateView(userName, id, body, status, createdAt)

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_UploadSigningCertificate.html */
internal fun uploadSigningCertificate(
    request: UploadSigningCertificateRequest,
    call: IamCall,
): UploadSigningCertificateResponse {
    val owner = call.ownerOf(request.userName)
    val body = request.certificateBody
    if (Certificates.x509(body) == null) {
        throw AwsFault("MalformedCertificate", "Certificate $body is malformed")
    }
    val certificate = SigningCertificate(call.ids.random(ID, ID_ALPHABET), owner, call.second(), body)
    return call.state.write {
        val all = of(owner, SIGNING_CERTIFICATES)
        if (all.any { it.body.trim() == body.trim() }) {
            throw AwsFault("DuplicateCertificate", "The same certificate is already associated with the user.")
        }
        if (all.size >= CERTIFICATES_PER_USER) throw IamFaults.quota("CertificatesPerUser", CERTIFICATES_PER_USER)
        this[SIGNING_CERTIFICATES, certificate.id] = certificate
        UploadSigningCertificateResponse(certificate.view(nameOf(owner)))
    }
}

private fun IamCall.certificate(
    userName: String?,
    id: String,
): SigningCertificate {
    val owner = ownerOf(userName)
    return state.now[SIGNING_CERTIFICATES][id]?.takeIf { it.owner == owner }
        ?: throw IamFaults.noSuch("The Certificate with id $id cannot be found.")
}

@Serializable
internal data class UpdateSigningCertificateRequest(
    val userName: String? = null,
    val certificateId: String,
    val status: String,
)

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateSigningCertificate.html */
internal fun updateSigningCertificate(
    request: UpdateSigningCertificateRequest,
    call: IamCall,
) {
    val certificate = call.certificate(request.userName, request.certificateId)
    call.state.write {
        this[SIGNING_CERTIFICATES, certificate.id] = certificate.copy(status = statusOf(request.status))
    }
}

@Serializable
internal data class DeleteSigningCertificateRequest(
    val userName: String? = null,
    val certificateId: String,
)

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteSigningCertificate.html */
internal fun deleteSigningCertificate(
    request: DeleteSigningCertificateRequest,
    call: IamCall,
) {
    val certificate = call.certificate(request.userName, request.certificateId)
    call.state.write { remove(SIGNING_CERTIFICATES, certificate.id) }
}

@Serializable
internal data class ListSigningCertificatesResponse(
    val certificates: List<SigningCertificateView>,
    val isTruncated: Boolean,
    val marker: String?,
)

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListSigningCertificates.html */
internal fun listSigningCertificates(
    request: ListOfUserRequest,
    call: IamCall,
): ListSigningCertificatesResponse {
    val owner = call.ownerOf(request.userName)
    val tables = call.state.now
    val page = page(request, tables.of(owner, SIGNING_CERTIFICATES), "certificates $owner") { it.id }
    val name = tables.nameOf(owner)
    return ListSigningCertificatesResponse(page.items.map { it.view(name) }, page.nextToken != null, page.nextToken)
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
private const val CERTIFICATES_PER_USER = 2
private const val ID = 32
private const val ID_ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
