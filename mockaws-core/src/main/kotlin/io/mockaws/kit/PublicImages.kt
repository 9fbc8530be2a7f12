package io.mockaws.kit

import java.security.MessageDigest
import java.util.HexFormat

/** Images that AWS and others publish, and that Parameter Store and EC2 both know. Their ids are made up. */
internal object PublicImages {
    private const val LINUX = "/aws/service/ami-amazon-linux-latest/"
    private const val WINDOWS = "/aws/service/ami-windows-latest/"
    private const val ECS = "/aws/service/ecs/optimized-ami/"
    private const val UBUNTU = "/aws/service/canonical/ubuntu/server/"
    private const val ID_DIGITS = 17

    /** Kernels that images have where a parameter does not say which: the same image has two parameters. */
    private val DEFAULTS =
        mapOf(
            "al2023-ami-kernel-default" to "al2023-ami-kernel-6.1",
            "al2023-ami-minimal-kernel-default" to "al2023-ami-minimal-kernel-6.1",
            "amzn2-ami-kernel-default" to "amzn2-ami-kernel-5.10",
            "amzn2-ami-minimal-kernel-default" to "amzn2-ami-minimal-kernel-5.10",
        )

    /** The parameters whose value is an image's id. */
    val parameters: List<String> by lazy { images() }

    /** The parameters for ECS's images, of which each has a document and an id below it. */
    val ecsParameters: List<String> =
        listOf("amazon-linux-2", "amazon-linux-2/arm64", "amazon-linux-2023", "amazon-linux-2023/arm64").map {
            ECS + it
        }

    /** The id of the image that the public parameter [name] names in [region]: the same wherever it is asked for. */
    fun id(
        name: String,
        region: String,
    ): String {
        val own = DEFAULTS.entries.fold(name) { text, (kernel, its) -> text.replace(kernel, its) }
        val digest = MessageDigest.getInstance("SHA-256").digest("$region $own".encodeToByteArray())
        return "ami-" + HexFormat.of().formatHex(digest).take(ID_DIGITS)
    }

    private fun images(): List<String> =
        buildList {
            for (arch in listOf("x86_64", "arm64")) {
                for (kernel in listOf("default", "6.1", "6.12", "6.18")) {
                    add("${LINUX}al2023-ami-kernel-$kernel-$arch")
                    add("${LINUX}al2023-ami-minimal-kernel-$kernel-$arch")
                }
                for (kernel in listOf("default", "4.14", "5.10")) {
                    add("${LINUX}amzn2-ami-kernel-$kernel-hvm-$arch-gp2")
                    add("${LINUX}amzn2-ami-minimal-kernel-$kernel-hvm-$arch-gp2")
                }
                add("${LINUX}amzn2-ami-hvm-$arch-gp2")
                add("${LINUX}amzn2-ami-minimal-hvm-$arch-ebs")
            }
            add("${LINUX}amzn2-ami-hvm-x86_64-ebs")
            for (kernel in listOf("default", "4.14", "5.10")) add("${LINUX}amzn2-ami-kernel-$kernel-hvm-x86_64-ebs")
            for (kind in listOf("hvm-x86_64-gp2", "hvm-x86_64-ebs", "hvm-x86_64-s3", "pv-x86_64-ebs", "pv-x86_64-s3")) {
                add("${LINUX}amzn-ami-$kind")
            }
            for (year in listOf("2016", "2019", "2022", "2025")) {
                for (kind in listOf("Full", "Core")) add("${WINDOWS}Windows_Server-$year-English-$kind-Base")
            }
            for (release in listOf("20.04", "22.04", "24.04")) {
                for (arch in listOf("amd64", "arm64")) {
                    val storage = if (release == "24.04") "ebs-gp3" else "ebs-gp2"
                    add("$UBUNTU$release/stable/current/$arch/hvm/$storage/ami-id")
                }
            }
        }
}
