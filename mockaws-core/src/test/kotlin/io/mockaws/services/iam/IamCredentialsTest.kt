package io.mockaws.services.iam

import com.google.zxing.BinaryBitmap
import com.google.zxing.RGBLuminanceSource
import com.google.zxing.common.HybridBinarizer
import com.google.zxing.qrcode.QRCodeReader
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.string.shouldMatch
import io.kotest.matchers.string.shouldStartWith
import org.junit.jupiter.api.BeforeEach
import org.junit.jupiter.api.Test
import software.amazon.awssdk.services.iam.IamClient
import java.security.KeyPairGenerator
import java.security.interfaces.RSAPublicKey
import java.time.Instant
import java.util.Base64
import javax.crypto.Mac
import javax.crypto.spec.SecretKeySpec
import javax.imageio.ImageIO

/** Passwords, devices, certificates, and credentials for single services. */
class IamCredentialsTest : IamWorld() {
    @BeforeEach
    fun user() {
        iam.createUser { it.userName("bob") }
    }

    @Test
    fun `a password follows the account's policy`() {
        // https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_passwords_account-policy.html
        refusal { iam.createLoginProfile { it.userName("bob").password("short") } } shouldStartWith "PasswordPolicyViolation: "
        val profile = iam.createLoginProfile { it.userName("bob").password("Secret-123").passwordResetRequired(true) }.loginProfile()
        profile.passwordResetRequired() shouldBe true
        refusal { iam.createLoginProfile { it.userName("bob").password("Secret-123") } } shouldBe
            "EntityAlreadyExists: Login Profile for user bob already exists."
        iam.updateAccountPasswordPolicy { it.minimumPasswordLength(12).requireSymbols(true).passwordReusePrevention(2) }
        refusal { iam.updateLoginProfile { it.userName("bob").password("Secret-1234") } } shouldBe
            "PasswordPolicyViolation: Password should have a minimum length of 12"
        refusal { iam.updateLoginProfile { it.userName("bob").password("Secret123456") } } shouldBe
            "PasswordPolicyViolation: Password should have at least one symbol"
        refusal { iam.deleteUser { it.userName("bob") } } shouldBe
            "DeleteConflict: Cannot delete entity, must delete login profile first."
        iam.deleteLoginProfile { it.userName("bob") }
        refusal { iam.getLoginProfile { it.userName("bob") } } shouldBe
            "NoSuchEntity: Login Profile for User bob cannot be found."
    }

    @Test
    fun `a user changes its own password`() {
        iam.createLoginProfile { it.userName("bob").password("Secret-123") }
        val key = aws.iam.user("bob").accessKey()
        val asBob = IamClient.builder().with(key.id, key.secret)
        refusal { asBob.changePassword { it.oldPassword("wrong").newPassword("Secret-456") } } shouldBe
            "AccessDenied: The old password was incorrect."
        asBob.changePassword { it.oldPassword("Secret-123").newPassword("Secret-456") }
        refusal { iam.changePassword { it.oldPassword("a").newPassword("b") } } shouldStartWith "InvalidUserType: "
    }

    @Test
    fun `the password policy is there when it was set`() {
        refusal { iam.accountPasswordPolicy } shouldBe
            "NoSuchEntity: The Password Policy with domain name $ACCOUNT cannot be found."
        iam.updateAccountPasswordPolicy { it.maxPasswordAge(90) }
        val policy = iam.accountPasswordPolicy.passwordPolicy()
        policy.minimumPasswordLength() shouldBe 6
        policy.expirePasswords() shouldBe true
        iam.deleteAccountPasswordPolicy {}
        refusal { iam.deleteAccountPasswordPolicy {} } shouldBe
            "NoSuchEntity: The account policy with name PasswordPolicy cannot be found."
    }

    @Test
    fun `a virtual device is enabled by two of its codes that follow each other`() {
        val device = iam.createVirtualMFADevice { it.virtualMFADeviceName("phone") }.virtualMFADevice()
        device.serialNumber() shouldBe "arn:aws:iam::$ACCOUNT:mfa/phone"
        val seed = device.base32StringSeed().asUtf8String()
        val step = aws.time.now().epochSeconds / 30
        fun enable(
            first: String,
            second: String,
        ) = iam.enableMFADevice {
            it.userName("bob").serialNumber(device.serialNumber()).authenticationCode1(first).authenticationCode2(second)
        }
        refusal { enable(code(seed, step), code(seed, step)) } shouldBe
            "InvalidAuthenticationCode: Authentication code for device is not valid."
        enable(code(seed, step), code(seed, step + 1))
        iam.listMFADevices { it.userName("bob") }.mfaDevices().single().serialNumber() shouldBe device.serialNumber()
        iam.listVirtualMFADevices { it.assignmentStatus("Assigned") }.virtualMFADevices().single().user().userName() shouldBe "bob"
        refusal { iam.deleteVirtualMFADevice { it.serialNumber(device.serialNumber()) } } shouldStartWith "DeleteConflict: "
        refusal { iam.deleteUser { it.userName("bob") } } shouldBe
            "DeleteConflict: Cannot delete entity, must delete MFA device first."
        iam.deactivateMFADevice { it.userName("bob").serialNumber(device.serialNumber()) }
        iam.deleteVirtualMFADevice { it.serialNumber(device.serialNumber()) }
        iam.listVirtualMFADevices { }.virtualMFADevices().shouldBeEmpty()
    }

    @Test
    fun `the QR code of a virtual device holds its key`() {
        // https://docs.aws.amazon.com/IAM/latest/APIReference/API_VirtualMFADevice.html
        for (name in listOf("phone", "a".repeat(120))) {
            val device = iam.createVirtualMFADevice { it.virtualMFADeviceName(name) }.virtualMFADevice()
            val picture = ImageIO.read(device.qrCodePNG().asInputStream())
            val pixels = picture.getRGB(0, 0, picture.width, picture.height, null, 0, picture.width)
            val source = RGBLuminanceSource(picture.width, picture.height, pixels)
            QRCodeReader().decode(BinaryBitmap(HybridBinarizer(source))).text shouldBe
                "otpauth://totp/$name@$ACCOUNT?secret=${device.base32StringSeed().asUtf8String()}"
        }
        val device = iam.createVirtualMFADevice { it.virtualMFADeviceName("a".repeat(200)) }.virtualMFADevice()
        device.qrCodePNG() shouldBe null
    }

    /** RFC 6238, with the JDK's own numbers. */
    private fun code(
        seed: String,
        step: Long,
    ): String {
        val bits = seed.map { "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(it).toString(2).padStart(5, '0') }.joinToString("")
        val key = bits.chunked(8).filter { it.length == 8 }.map { it.toInt(2).toByte() }.toByteArray()
        val message = java.nio.ByteBuffer.allocate(8).putLong(step).array()
        val hash = Mac.getInstance("HmacSHA1").apply { init(SecretKeySpec(key, "HmacSHA1")) }.doFinal(message)
        val number = java.nio.ByteBuffer.wrap(hash).getInt(hash.last().toInt() and 15) and Int.MAX_VALUE
        return "%06d".format(number % 1_000_000)
    }

    private val pair by lazy { KeyPairGenerator.getInstance("RSA").apply { initialize(2048) }.generateKeyPair() }

    @Test
    fun `a key of SSH is shown as SSH and as PEM`() {
        val key = pair.public as RSAPublicKey
        val fields = listOf("ssh-rsa".toByteArray(), key.publicExponent.toByteArray(), key.modulus.toByteArray())
        val blob = fields.fold(byteArrayOf()) { all, it -> all + java.nio.ByteBuffer.allocate(4).putInt(it.size).array() + it }
        val body = "ssh-rsa ${Base64.getEncoder().encodeToString(blob)} bob@example.com"
        val uploaded = iam.uploadSSHPublicKey { it.userName("bob").sshPublicKeyBody(body) }.sshPublicKey()
        uploaded.sshPublicKeyId() shouldMatch "APKA[A-Z2-7]{17}"
        uploaded.fingerprint() shouldMatch "([0-9a-f]{2}:){15}[0-9a-f]{2}"
        fun get(encoding: String) =
            iam.getSSHPublicKey {
                it.userName("bob").sshPublicKeyId(uploaded.sshPublicKeyId()).encoding(encoding)
            }.sshPublicKey().sshPublicKeyBody()
        get("SSH") shouldBe body
        val pem = get("PEM").lines().filterNot { it.startsWith("-----") }.joinToString("")
        Base64.getDecoder().decode(pem) shouldBe key.encoded
        refusal { iam.uploadSSHPublicKey { it.userName("bob").sshPublicKeyBody(body) } } shouldStartWith "DuplicateSSHPublicKey: "
        refusal { iam.uploadSSHPublicKey { it.userName("bob").sshPublicKeyBody("ssh-rsa nothing") } } shouldBe
            "InvalidPublicKey: The public key is invalid."
        refusal { iam.deleteUser { it.userName("bob") } } shouldBe
            "DeleteConflict: Cannot delete entity, must remove referenced objects first."
    }

    private fun certificate(number: Int): String = SampleCertificates.all[number - 1]

    @Test
    fun `a user has two signing certificates at most`() {
        // moto's test_create_too_many_certificates and test_update_unknown_certificate, which are verified at AWS.
        val id = iam.uploadSigningCertificate { it.userName("bob").certificateBody(certificate(1)) }.certificate().certificateId()
        iam.uploadSigningCertificate { it.userName("bob").certificateBody(certificate(2)) }
        refusal { iam.uploadSigningCertificate { it.userName("bob").certificateBody(certificate(3)) } } shouldBe
            "LimitExceeded: Cannot exceed quota for CertificatesPerUser: 2"
        iam.updateSigningCertificate { it.userName("bob").certificateId(id).status("Inactive") }
        iam.listSigningCertificates { it.userName("bob") }.certificates().first { it.certificateId() == id }.statusAsString() shouldBe
            "Inactive"
        val none = "x".repeat(32)
        refusal { iam.deleteSigningCertificate { it.userName("bob").certificateId(none) } } shouldBe
            "NoSuchEntity: The Certificate with id $none cannot be found."
        refusal { iam.uploadSigningCertificate { it.userName("bob").certificateBody("notacert") } } shouldStartWith "MalformedCertificate: "
    }

    @Test
    fun `a server's certificate tells when it expires`() {
        val key = "-----BEGIN PRIVATE KEY-----\nnobody's\n-----END PRIVATE KEY-----"
        val metadata =
            iam.uploadServerCertificate {
                it.serverCertificateName("web").path("/cloudfront/").certificateBody(certificate(1)).privateKey(key)
            }
                .serverCertificateMetadata()
        metadata.arn() shouldBe "arn:aws:iam::$ACCOUNT:server-certificate/cloudfront/web"
        metadata.expiration() shouldBe Instant.parse(SampleCertificates.EXPIRATION)
        iam.updateServerCertificate { it.serverCertificateName("web").newServerCertificateName("site") }
        refusal { iam.getServerCertificate { it.serverCertificateName("web") } } shouldBe
            "NoSuchEntity: The Server Certificate with name web cannot be found."
        iam.getServerCertificate { it.serverCertificateName("site") }.serverCertificate().certificateBody() shouldBe certificate(1)
        refusal {
            iam.uploadServerCertificate { it.serverCertificateName("other").certificateBody("certbody").privateKey(key) }
        } shouldStartWith
            "MalformedCertificate: "
    }

    @Test
    fun `credentials for one service have a name of their own`() {
        // LocalStack's recordings: TestIAMServiceSpecificCredentials.
        fun create(service: String) =
            iam.createServiceSpecificCredential { it.userName("bob").serviceName(service) }.serviceSpecificCredential()
        val made = create("codecommit.amazonaws.com")
        made.serviceUserName() shouldBe "bob-at-$ACCOUNT"
        refusal { create("lambda.amazonaws.com") } shouldBe
            "NoSuchEntity: No such service lambda.amazonaws.com is supported for Service Specific Credentials"
        val id = made.serviceSpecificCredentialId()
        iam.updateServiceSpecificCredential { it.userName("bob").serviceSpecificCredentialId(id).status("Inactive") }
        val reset = iam.resetServiceSpecificCredential { it.userName("bob").serviceSpecificCredentialId(id) }.serviceSpecificCredential()
        reset.statusAsString() shouldBe "Inactive"
        (reset.servicePassword() == made.servicePassword()) shouldBe false
        refusal {
            iam.deleteServiceSpecificCredential { it.userName("bob").serviceSpecificCredentialId("satisfiesregexbutstillinvalid") }
        } shouldBe
            "NoSuchEntity: No such credential satisfiesregexbutstillinvalid exists"
        refusal { iam.deleteUser { it.userName("bob") } } shouldBe
            "DeleteConflict: Cannot delete entity, must remove referenced objects first."
        iam.deleteServiceSpecificCredential { it.userName("bob").serviceSpecificCredentialId(id) }
        iam.listServiceSpecificCredentials { it.userName("bob") }.serviceSpecificCredentials().shouldBeEmpty()
    }

    @Test
    fun `the credential report lists who has what, for four hours`() {
        refusal { iam.getCredentialReport {} } shouldStartWith "ReportNotPresent: "
        iam.createAccessKey { it.userName("bob") }
        iam.generateCredentialReport {}.stateAsString() shouldBe "STARTED"
        iam.generateCredentialReport {}.stateAsString() shouldBe "COMPLETE"
        val lines = iam.getCredentialReport {}.content().asUtf8String().lines()
        lines[0] shouldStartWith "user,arn,user_creation_time,password_enabled,"
        lines[1] shouldStartWith "<root_account>,arn:aws:iam::$ACCOUNT:root,"
        lines[2] shouldStartWith "bob,arn:aws:iam::$ACCOUNT:user/bob,"
        lines[2].split(",")[8] shouldBe "true"
        lines.forEach { it.split(",").size shouldBe 22 }
        aws.time.advanceBy(java.time.Duration.ofHours(4))
        refusal { iam.getCredentialReport {} } shouldContain "ReportExpired"
    }
}
