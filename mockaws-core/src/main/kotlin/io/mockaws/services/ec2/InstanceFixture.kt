package io.mockaws.services.ec2

import io.mockaws.kit.Members
import io.mockaws.kit.part
import io.mockaws.kit.text
import io.mockaws.services.ec2.metadata.MetadataService
import io.mockaws.services.ec2.op.CONSOLE
import io.mockaws.services.ec2.op.instanceView
import io.mockaws.services.ec2.op.startInstances
import io.mockaws.services.ec2.op.stopInstances
import io.mockaws.services.ec2.op.terminate
import io.mockaws.services.ec2.resource.Kind
import io.mockaws.services.ec2.resource.Resource
import io.mockaws.services.ec2.state.Ec2Call
import io.mockaws.services.ec2.state.need
import io.mockaws.testing.Calls

/** One instance of Amazon EC2 as a test sees it. */
public class InstanceFixture internal constructor(
    /** Its id: `i-0123456789abcdef0`. */
    @get:JvmName("id")
    public val id: String,
    private val context: () -> Ec2Call,
    private val journal: () -> Calls,
) {
    /** What the mock's journal has of Amazon EC2, for any instance. */
    @get:JvmName("calls")
    public val calls: Calls get() = journal()

    /** Whether it is still shown: until an hour after its end. */
    @get:JvmName("exists")
    public val exists: Boolean get() = found() != null

    /** `running`, `stopped` or `terminated`. */
    @get:JvmName("state")
    public val state: String get() = instance().part("State")?.text("Name").orEmpty()

    /** The type: `t3.micro`. */
    @get:JvmName("type")
    public val type: String get() = instance().text("InstanceType").orEmpty()

    /** The id of the image that it was started from. */
    @get:JvmName("image")
    public val image: String get() = instance().text("ImageId").orEmpty()

    /** Its address in its VPC; null once it is terminated. */
    @get:JvmName("privateIp")
    public val privateIp: String? get() = view().text("PrivateIpAddress")

    /** Its address on the internet; null where it has none. */
    @get:JvmName("publicIp")
    public val publicIp: String? get() = view().text("PublicIpAddress")

    /** Its tags by their keys. */
    @get:JvmName("tags")
    public val tags: Map<String, String> get() = instance().tags

    /** What it was given when it was started, in Base64; null for nothing. */
    @get:JvmName("userData")
    public val userData: String? get() = instance().text("UserData")

    /** Has the instance write [text] on its console, where GetConsoleOutput finds it. */
    public fun writeConsole(text: String): InstanceFixture {
        context().change(id, CONSOLE, instance().text(CONSOLE).orEmpty() + text)
        return this
    }

    /** Stops it, as its own shutdown would. */
    public fun stop(): InstanceFixture = also { orIllegal { stopInstances(ids(), context()) } }

    /** Starts it again. */
    public fun start(): InstanceFixture = also { orIllegal { startInstances(ids(), context()) } }

    /** Ends it, protected or not. */
    public fun terminate(): InstanceFixture =
        also { context().let { call -> call.state.write { terminate(need(Kind.INSTANCE, id), call) } } }

    /**
     * Where its metadata service is, versions 1 and 2: an address of this machine, `http://127.0.0.1:49152`, behind which it runs from the
     * first look until the mock ends. Clients find it by `AWS_EC2_METADATA_SERVICE_ENDPOINT`, or by the system property
     * `aws.ec2MetadataServiceEndpoint`; credentials there are of the role of its instance profile.
     */
    @get:JvmName("metadataEndpoint")
    public val metadataEndpoint: String
        get() {
            val world = context().world
            return world.running.part("ec2/metadata/$id") { MetadataService(id, context) }.endpoint
        }

    private fun ids(): Members = mapOf("InstanceIds" to listOf(id))

    private fun found(): Resource? = context().state.now.find(Kind.INSTANCE, id)

    private fun instance(): Resource = checkNotNull(found()) { "There is no instance $id (any more)" }

    private fun view(): Members = instanceView(instance(), context().state.now)

    override fun toString(): String = "InstanceFixture($id, ${if (exists) state else "not there"})"
}
