package io.mockaws.services.ec2.catalog

import io.mockaws.kit.Members
import io.mockaws.kit.PublicImages
import io.mockaws.kit.members
import io.mockaws.services.ec2.resource.Kind
import io.mockaws.services.ec2.resource.Resource
import java.util.concurrent.ConcurrentHashMap

/**
 * Images that everybody can start: those that Parameter Store names, and of each the release before. Names, owners and
 * devices are as their publishers make them; ids, dates and snapshots are made up.
 *
 * https://docs.aws.amazon.com/linux/al2023/ug/ec2.html, https://documentation.ubuntu.com/aws/aws-how-to/instances/find-ubuntu-images/,
 * https://docs.aws.amazon.com/ec2/latest/windows-ami-reference/windows-amis.html
 */
internal object ImageCatalog {
    private const val AMAZON = "137112412989"
    private const val WINDOWS = "801119661308"
    private const val CANONICAL = "099720109477"
    private const val ECS = "591542846629"
    private val releases = listOf("20260727", "20260629")
    private val byRegion = ConcurrentHashMap<String, Map<String, Resource>>()
    private val ubuntu = mapOf("20.04" to "focal", "22.04" to "jammy", "24.04" to "noble")
    private val windowsPart = Regex("Windows_Server-(\\d+)-English-(Full|Core)-Base")

    /** All of [region] by id. */
    fun of(region: String): Map<String, Resource> = byRegion.computeIfAbsent(region, ::make)

    private class Published(
        val owner: String,
        val name: String,
        val description: String,
        val architecture: String,
        val device: String = "/dev/xvda",
        val size: Int = 8,
        val type: String = "gp2",
        val virtualization: String = "hvm",
        val storage: String = "ebs",
    ) {
        val isWindows: Boolean get() = owner == WINDOWS
    }

    private fun make(region: String): Map<String, Resource> {
        val all = LinkedHashMap<String, Resource>()
        for (parameter in PublicImages.parameters + PublicImages.ecsParameters) {
            releases.forEachIndexed { age, release ->
                val known = if (age == 0) parameter else "$parameter $release"
                val id = PublicImages.id(known, region)
                val image = published(parameter, release) ?: return@forEachIndexed
                all[id] = Resource(Kind.IMAGE, id, -all.size.toLong() - 1, shown(id, image, release))
            }
        }
        return all
    }

    private fun published(
        parameter: String,
        release: String,
    ): Published? {
        val name = parameter.substringAfterLast('/')
        val arm = if ("arm64" in parameter) "arm64" else "x86_64"
        return when {
            name.startsWith("al2023-ami") -> al2023(name, arm, release)

            name.startsWith("amzn2-ami") -> amazonLinux2(name, arm, release)

            name.startsWith("amzn-ami") -> amazonLinux1(name)

            name.startsWith("Windows_Server") -> windows(name, release)

            "/canonical/" in parameter -> ubuntu(parameter, release)

            "/optimized-ami/amazon-linux-2023" in parameter -> Published(
                ECS,
                "al2023-ami-ecs-hvm-2023.0.$release-kernel-6.1-$arm",
                "Amazon Linux AMI 2023.0.$release $arm ECS HVM EBS",
                arm,
                size = 30,
            )

            "/optimized-ami/amazon-linux-2" in parameter -> Published(
                ECS,
                "amzn2-ami-ecs-hvm-2.0.$release-$arm-ebs",
                "Amazon Linux AMI 2.0.$release $arm ECS HVM GP2",
                arm,
                size = 30,
            )

            else -> null
        }
    }

    private fun al2023(
        name: String,
        arm: String,
        release: String,
    ): Published {
        val minimal = if ("minimal" in name) "minimal-" else ""
        val kernel = name.substringAfter("kernel-").substringBefore("-$arm").let { if (it == "default") "6.1" else it }
        val version = "2023.12.$release.0"
        val words = if (minimal.isEmpty()) "HVM" else "Minimal HVM"
        return Published(
            AMAZON,
            "al2023-ami-$minimal$version-kernel-$kernel-$arm",
            "Amazon Linux 2023 AMI $version $arm $words kernel-$kernel",
            arm,
            type = "gp3",
            size = if (minimal.isEmpty()) 8 else 2,
        )
    }

    private fun amazonLinux2(
        name: String,
        arm: String,
        release: String,
    ): Published {
        val minimal = if ("minimal" in name) "minimal-" else ""
        val kernel = KERNEL.find(name)?.groupValues?.get(1)?.let { if (it == "default") "5.10" else it }
        val storage = name.substringAfterLast('-')
        val version = "2.0.$release.0"
        val middle = if (kernel == null) "" else "kernel-$kernel-"
        val title = listOfNotNull("Amazon Linux 2", "LTS Arm64".takeIf { arm == "arm64" }, kernel?.let { "Kernel $it" })
        return Published(
            AMAZON,
            "amzn2-ami-$minimal${middle}hvm-$version-$arm-$storage",
            "${title.joinToString(" ")} AMI $version $arm ${if (minimal.isEmpty()) "" else "Minimal "}HVM $storage",
            arm,
            type = if (storage == "gp2") "gp2" else "standard",
            size = if (minimal.isEmpty()) 8 else 2,
        )
    }

    private val KERNEL = Regex("kernel-([a-z0-9.]+)-hvm")

    /** It was released for the last time at the end of 2023. */
    private fun amazonLinux1(name: String): Published {
        val (kind, arm, storage) = name.removePrefix("amzn-ami-").split('-')
        return Published(
            AMAZON,
            "amzn-ami-$kind-2018.03.0.20231218.0-$arm-$storage",
            "Amazon Linux AMI 2018.03.0.20231218.0 $arm ${kind.uppercase()} $storage",
            arm,
            device = if (kind == "pv") "/dev/sda1" else "/dev/xvda",
            type = if (storage == "gp2") "gp2" else "standard",
            virtualization = if (kind == "pv") "paravirtual" else "hvm",
            storage = if (storage == "s3") "instance-store" else "ebs",
        )
    }

    private fun windows(
        name: String,
        release: String,
    ): Published {
        val (year, edition) = checkNotNull(windowsPart.matchEntire(name)).destructured
        val date = "${release.take(4)}.${release.substring(4, 6)}.${release.substring(6)}"
        val words = if (edition == "Full") "Full" else "Core"
        return Published(
            WINDOWS,
            "$name-$date",
            "Microsoft Windows Server $year $words Locale English AMI provided by Amazon",
            "x86_64",
            device = "/dev/sda1",
            size = 30,
        )
    }

    private fun ubuntu(
        parameter: String,
        release: String,
    ): Published {
        val parts = parameter.removePrefix("/aws/service/canonical/ubuntu/server/").split('/')
        val version = parts[0]
        val arm = parts[3]
        val storage = if (parts[5] == "ebs-gp3") "hvm-ssd-gp3" else "hvm-ssd"
        val code = ubuntu.getValue(version)
        val title = if (version == "20.04") "focal" else code
        return Published(
            CANONICAL,
            "ubuntu/images/$storage/ubuntu-$code-$version-$arm-server-$release",
            "Canonical, Ubuntu, $version LTS, $arm $title image build on ${release.take(
                4
            )}-${release.substring(4, 6)}-${release.substring(6)}",
            if (arm == "amd64") "x86_64" else "arm64",
            device = "/dev/sda1",
            type = if (parts[5] == "ebs-gp3") "gp3" else "gp2",
        )
    }

    private fun shown(
        id: String,
        image: Published,
        release: String,
    ): Members {
        val alias = if (image.owner == CANONICAL) null else "amazon"
        val date = "${release.take(4)}-${release.substring(4, 6)}-${release.substring(6)}"
        val disk =
            members(
                "DeleteOnTermination" to true,
                "SnapshotId" to "snap-${id.substringAfter('-')}",
                "VolumeSize" to image.size,
                "VolumeType" to image.type,
                "Iops" to 3000.takeIf { image.type == "gp3" },
                "Throughput" to 125.takeIf { image.type == "gp3" },
                "Encrypted" to false,
            )
        return members(
            "ImageId" to id,
            "Name" to image.name,
            "Description" to image.description,
            "ImageLocation" to "${alias ?: image.owner}/${image.name}",
            "OwnerId" to image.owner,
            "ImageOwnerAlias" to alias,
            "Public" to true,
            "State" to "available",
            "ImageType" to "machine",
            "CreationDate" to "${date}T08:00:00.000Z",
            "DeprecationTime" to "${date.take(4).toInt() + 2}${date.drop(4)}T08:00:00.000Z",
            "Architecture" to image.architecture,
            "Platform" to "windows".takeIf { image.isWindows },
            "PlatformDetails" to if (image.isWindows) "Windows" else "Linux/UNIX",
            "UsageOperation" to if (image.isWindows) "RunInstances:0002" else "RunInstances",
            "Hypervisor" to "xen",
            "VirtualizationType" to image.virtualization,
            "RootDeviceName" to image.device,
            "RootDeviceType" to image.storage,
            "EnaSupport" to (image.virtualization == "hvm"),
            "SriovNetSupport" to "simple".takeIf { image.virtualization == "hvm" },
            "BootMode" to
                if (image.architecture == "arm64") "uefi" else "uefi-preferred".takeIf { "al2023" in image.name },
            "ImdsSupport" to "v2.0".takeIf { "al2023" in image.name },
            "BlockDeviceMappings" to
                if (image.storage == "ebs") listOf(mapOf("DeviceName" to image.device, "Ebs" to disk)) else emptyList(),
        )
    }
}
