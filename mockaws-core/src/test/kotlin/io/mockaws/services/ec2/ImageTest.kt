package io.mockaws.services.ec2

import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.collections.shouldContain
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldEndWith
import io.kotest.matchers.string.shouldMatch
import io.kotest.matchers.string.shouldStartWith
import org.junit.jupiter.api.Test
import software.amazon.awssdk.core.SdkBytes
import software.amazon.awssdk.services.ec2.model.KeyFormat
import software.amazon.awssdk.services.ec2.model.KeyType
import java.security.KeyFactory
import java.security.MessageDigest
import java.security.interfaces.RSAPrivateCrtKey
import java.util.Base64
import java.util.HexFormat

/** https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/finding-an-ami.html */
class ImageTest {
    private val aws = Ec2World()
    private val ec2 = aws.client

    @Test
    fun `public images are found by owner, name and Parameter Store, which agree`() {
        val parameter = aws.ssm.getParameter { it.name("/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-6.1-arm64") }
        val linux = ec2.describeImages { it.owners("amazon").filters(filter("name", "al2023-ami-2023.*-kernel-6.1-arm64")) }
            .images().maxBy { it.creationDate() }
        linux.imageId() shouldBe parameter.parameter().value()
        linux.architectureAsString() shouldBe "arm64"
        val ubuntu = ec2.describeImages {
            it.owners("099720109477").filters(filter("name", "ubuntu/images/hvm-ssd*/ubuntu-noble-24.04-amd64-server-*"))
        }.images()
        ubuntu.map { it.ownerId() }.distinct() shouldBe listOf("099720109477")
        ec2.describeImages {
            it.owners("amazon").filters(filter("platform", "windows"), filter("name", "Windows_Server-2022-English-Full-Base-*"))
        }
            .images().first().rootDeviceName() shouldBe "/dev/sda1"
        ec2.describeImages { it.owners("self") }.images().shouldBeEmpty()
    }

    @Test
    fun `an image of an instance has its volumes, is copied, shared and taken away`() {
        val base = ec2.describeImages { it.owners("amazon").filters(filter("name", "al2023-ami-2023*x86_64")) }.images().first()
        val instance = ec2.runInstances { it.imageId(base.imageId()).minCount(1).maxCount(1) }.instances().single().instanceId()
        val made = ec2.createImage { it.instanceId(instance).name("golden") }.imageId()
        ec2.waiter().waitUntilImageAvailable { it.imageIds(made) }
        val image = ec2.describeImages { it.owners("self") }.images().single()
        image.imageId() shouldBe made
        val snapshot = image.blockDeviceMappings().single().ebs().snapshotId()
        ec2.describeSnapshots { it.snapshotIds(snapshot) }.snapshots().single().description() shouldBe
            "Created by CreateImage($instance) for $made"
        refusal { ec2.deleteSnapshot { it.snapshotId(snapshot) } } shouldBe
            "InvalidSnapshot.InUse: The snapshot $snapshot is currently in use by $made"
        refusal { ec2.createImage { it.instanceId(instance).name("golden") } } shouldBe
            "InvalidAMIName.Duplicate: AMI name golden is already in use by AMI $made"

        val other = aws.client(Ec2World.REGION, "210987654321")
        refusal { other.describeImages { it.imageIds(made) } } shouldStartWith "InvalidAMIID.NotFound"
        ec2.modifyImageAttribute { r -> r.imageId(made).launchPermission { p -> p.add({ it.userId("210987654321") }) } }
        other.describeImages { it.executableUsers("self") }.images().map { it.imageId() } shouldContain made
        val west = aws.client("us-west-2")
        val copy = west.copyImage { it.sourceRegion("us-east-1").sourceImageId(made).name("golden-west") }.imageId()
        west.describeImages { it.imageIds(copy) }.images().single().sourceImageId() shouldBe made
        ec2.deregisterImage { it.imageId(made) }
        refusal { ec2.describeImages { it.imageIds(made) } } shouldStartWith "InvalidAMIID.NotFound"
    }

    @Test
    fun `a key pair is a real key, and its fingerprint is the one that AWS counts`() {
        val made = ec2.createKeyPair { it.keyName("ops") }
        val body = made.keyMaterial().lines().filterNot { it.startsWith("-") }.joinToString("")
        made.keyMaterial() shouldStartWith "-----BEGIN RSA PRIVATE KEY-----"
        made.keyMaterial() shouldEndWith "-----END RSA PRIVATE KEY-----"
        val pkcs1 = Base64.getDecoder().decode(body)
        val pkcs8 = HexFormat.of().parseHex("308204bd020100300d06092a864886f70d0101010500048204a7").copyOf(26)
        val sizes = byteArrayOf(0x30, 0x82.toByte()) + be(pkcs1.size + 22) + pkcs8.copyOfRange(4, 24) + be(pkcs1.size) + pkcs1
        val key = KeyFactory.getInstance("RSA").generatePrivate(java.security.spec.PKCS8EncodedKeySpec(sizes)) as RSAPrivateCrtKey
        key.modulus.bitLength() shouldBe 2048
        val sha1 = MessageDigest.getInstance("SHA-1").digest(key.encoded)
        made.keyFingerprint() shouldBe HexFormat.ofDelimiter(":").formatHex(sha1)
        val public = ec2.describeKeyPairs { it.keyNames("ops").includePublicKey(true) }.keyPairs().single().publicKey()
        public shouldMatch "ssh-rsa [A-Za-z0-9+/=]+ ops"
        val imported = ec2.importKeyPair { it.keyName("again").publicKeyMaterial(SdkBytes.fromUtf8String(public)) }
        imported.keyFingerprint() shouldMatch "([0-9a-f]{2}:){15}[0-9a-f]{2}"

        val ed = ec2.createKeyPair { it.keyName("ed").keyType(KeyType.ED25519) }
        ed.keyMaterial() shouldStartWith "-----BEGIN OPENSSH PRIVATE KEY-----"
        ed.keyFingerprint() shouldMatch "[A-Za-z0-9+/]{43}="
        ec2.createKeyPair { it.keyName("putty").keyFormat(KeyFormat.PPK) }.keyMaterial() shouldStartWith "PuTTY-User-Key-File-2: ssh-rsa"
        refusal { ec2.createKeyPair { it.keyName("ops") } } shouldBe "InvalidKeyPair.Duplicate: The keypair already exists"
        ec2.deleteKeyPair { it.keyName("ops") }
        refusal { ec2.describeKeyPairs { it.keyNames("ops") } } shouldBe "InvalidKeyPair.NotFound: The key pair 'ops' does not exist"
    }

    private fun be(size: Int) = byteArrayOf((size shr 8).toByte(), size.toByte())
}
