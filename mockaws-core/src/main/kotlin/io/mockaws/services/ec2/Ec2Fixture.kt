package io.mockaws.services.ec2

import io.mockaws.engine.AwsFault
import io.mockaws.kit.Members
import io.mockaws.kit.PublicImages
import io.mockaws.kit.members
import io.mockaws.kit.parts
import io.mockaws.kit.text
import io.mockaws.model.Models
import io.mockaws.services.ec2.op.dateText
import io.mockaws.services.ec2.op.runInstances
import io.mockaws.services.ec2.resource.Kind
import io.mockaws.services.ec2.resource.Resource
import io.mockaws.services.ec2.state.Ec2Call
import io.mockaws.services.ec2.state.make
import io.mockaws.services.ec2.state.need
import io.mockaws.testing.Calls
import io.mockaws.wire.MemberNames
import io.mockaws.wire.codec.MemberForm
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.booleanOrNull
import kotlinx.serialization.json.doubleOrNull
import kotlinx.serialization.json.longOrNull

/**
 * Amazon EC2 as a test sees it: `aws.ec2.instance("web")`. Works in the account and region of the mock, touches memory only,
 * and leaves no calls in the journal.
 */
public class Ec2Fixture internal constructor(
    private val context: () -> Ec2Call,
    private val journal: () -> Calls,
) {
    /** What the mock's journal has of Amazon EC2. */
    @get:JvmName("calls")
    public val calls: Calls get() = journal()

    /** Every instance that is shown, those that were terminated less than an hour ago among them, in the order of their launch. */
    public fun instances(): List<InstanceFixture> = context().state.now[Kind.INSTANCE].keys.map(::at)

    /**
     * The instance that is tagged by the name [name], or has that id: started where there is none, in the default VPC, from the
     * latest Amazon Linux 2023.
     *
     * @param type a type of instances, AWS's or the test's own
     * @throws IllegalArgumentException when AWS would refuse it
     */
    @JvmOverloads
    public fun instance(
        name: String,
        type: String = "t3.micro",
    ): InstanceFixture {
        val call = context()
        val now = call.state.now
        now.find(Kind.INSTANCE, name)?.let { return at(it.id) }
        now.where(Kind.INSTANCE, "tag:Name", name).firstOrNull { it.part("State")?.text("Name") != "terminated" }
            ?.let { return at(it.id) }
        val tag = mapOf("ResourceType" to "instance", "Tags" to listOf(mapOf("Key" to "Name", "Value" to name)))
        val input =
            mapOf(
                "ImageId" to PublicImages.id(LINUX, call.region),
                "InstanceType" to type,
                "MinCount" to 1,
                "MaxCount" to 1,
                "TagSpecifications" to listOf(tag),
            )
        return at(orIllegal { runInstances(input, call) }.parts("Instances").single().text("InstanceId").orEmpty())
    }

    private fun at(id: String) = InstanceFixture(id, context, journal)

    /**
     * Adds the image [id] under [name], which everybody can start: one that code names by its id, say.
     *
     * @param owner the account that it is of, 12 digits
     * @param architecture `x86_64` or `arm64`
     * @throws IllegalArgumentException when [id] is no id of an image
     */
    @JvmOverloads
    public fun image(
        id: String,
        name: String = id,
        owner: String = "137112412989",
        architecture: String = "x86_64",
    ): Ec2Fixture {
        require(Kind.IMAGE.isId(id)) { "An image's id is ami- and 8 or 17 hexadecimal digits, not $id" }
        val call = context()
        val disk = mapOf("DeleteOnTermination" to true, "VolumeSize" to 8, "VolumeType" to "gp3", "Encrypted" to false)
        val image =
            members(
                "Name" to name,
                "ImageLocation" to "$owner/$name",
                "OwnerId" to owner,
                "Public" to true,
                "State" to "available",
                "ImageType" to "machine",
                "CreationDate" to dateText(call.now()),
                "Architecture" to architecture,
                "PlatformDetails" to "Linux/UNIX",
                "UsageOperation" to "RunInstances",
                "Hypervisor" to "xen",
                "VirtualizationType" to "hvm",
                "RootDeviceName" to "/dev/xvda",
                "RootDeviceType" to "ebs",
                "EnaSupport" to true,
                "BlockDeviceMappings" to listOf(mapOf("DeviceName" to "/dev/xvda", "Ebs" to disk)),
            )
        call.state.write { put(call.make(Kind.IMAGE, image, id = id)) }
        return this
    }

    /**
     * Adds a type of instances, or says of one of AWS's what it is in this mock.
     *
     * @param memory in MiB
     */
    @JvmOverloads
    public fun instanceType(
        name: String,
        vcpus: Int,
        memory: Long,
        architecture: String = "x86_64",
    ): Ec2Fixture {
        put(
            mapOf(
                "InstanceType" to name,
                "CurrentGeneration" to true,
                "BareMetal" to false,
                "SupportedVirtualizationTypes" to listOf("hvm"),
                "ProcessorInfo" to mapOf("SupportedArchitectures" to listOf(architecture)),
                "VCpuInfo" to mapOf("DefaultVCpus" to vcpus),
                "MemoryInfo" to mapOf("SizeInMiB" to memory),
            ),
        )
        return this
    }

    /**
     * Adds the types of a saved answer of `aws ec2 describe-instance-types`, which come in place of those that are known.
     *
     * @param json with `InstanceTypes`
     * @throws IllegalArgumentException for what is none
     */
    public fun instanceTypes(json: String): Ec2Fixture {
        val answer = plain(Json.parseToJsonElement(json)) as? Map<*, *>
        val types = requireNotNull(answer?.get("InstanceTypes") as? List<*>) { "The answer has no InstanceTypes" }
        val model = Models.service("ec2")
        val form = MemberForm(MemberNames.AS_IS)
        val known = model.shape("InstanceTypeInfo")
        val names = checkNotNull(model.structure("InstanceTypeInfo")).members.map { it.name }.toSet()
        for (type in types) {
            // An answer may be newer than the model; what that does not know is left out.
            val told = (type as Map<*, *>).entries.filter { it.key in names }.associate { "${it.key}" to it.value }
            put(form.of(model.descriptors.of(known), told))
        }
        return this
    }

    private fun put(info: Members) =
        context().state.write { put(Resource(Kind.INSTANCE_TYPE, info.text("InstanceType").orEmpty(), 0, info)) }

    private fun plain(json: JsonElement): Any? =
        when (json) {
            is JsonObject -> json.mapValues { plain(it.value) }

            is JsonArray -> json.map(::plain)

            is JsonNull -> null

            is JsonPrimitive -> if (json.isString) {
                json.content
            } else {
                json.booleanOrNull ?: json.longOrNull
                    ?: json.doubleOrNull
            }
        }

    override fun toString(): String = "Ec2Fixture(instances: ${instances().size})"

    private companion object {
        const val LINUX = "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64"
    }
}

/** Says what AWS refuses as what a test got wrong. */
internal fun <R> orIllegal(action: () -> R): R =
    try {
        action()
    } catch (refused: AwsFault) {
        throw IllegalArgumentException(refused.message, refused)
    }

/** Changes an instance that is there. */
internal fun Ec2Call.change(
    id: String,
    member: String,
    value: Any?,
) = state.write { put(need(Kind.INSTANCE, id).with(member to value)) }
