package io.mockaws.services.sns.op

import io.mockaws.services.sns.message.SigningKey
import io.mockaws.services.sns.state.SnsCall
import io.mockaws.wire.Blob
import io.mockaws.wire.HttpHeader
import io.mockaws.wire.HttpPayload
import io.mockaws.wire.HttpTrait
import kotlinx.serialization.Serializable

@Serializable
internal class GetSigningCertificateInput

@Serializable
internal class SigningCertificate(
    @HttpHeader("Content-Type")
    val contentType: String,
    @HttpPayload
    val certificate: Blob,
)

/** Where everybody can read it. */
internal val certificateHttp: HttpTrait = HttpTrait("GET", "/${SigningKey.CERTIFICATE_NAME}")

/** https://docs.aws.amazon.com/sns/latest/dg/sns-verify-signature-of-message.html */
internal fun getSigningCertificate(
    @Suppress("UNUSED_PARAMETER") input: GetSigningCertificateInput,
    @Suppress("UNUSED_PARAMETER") call: SnsCall,
): SigningCertificate = SigningCertificate("application/x-pem-file", Blob(SigningKey.certificate))
