package io.mockaws.compat

import aws.sdk.kotlin.services.ec2.Ec2Client
import aws.sdk.kotlin.services.ec2.createTags
import aws.sdk.kotlin.services.ec2.describeImages
import aws.sdk.kotlin.services.ec2.model.Ec2Exception
import aws.sdk.kotlin.services.ec2.model.Filter
import aws.sdk.kotlin.services.ec2.model.InstanceStateName
import aws.sdk.kotlin.services.ec2.model.InstanceType
import aws.sdk.kotlin.services.ec2.model.Tag
import aws.sdk.kotlin.services.ec2.paginators.describeInstancesPaginated
import aws.sdk.kotlin.services.ec2.runInstances
import aws.sdk.kotlin.services.ec2.startInstances
import aws.sdk.kotlin.services.ec2.stopInstances
import aws.sdk.kotlin.services.ec2.terminateInstances
import aws.sdk.kotlin.services.ec2.waiters.waitUntilInstanceRunning
import aws.sdk.kotlin.services.ec2.waiters.waitUntilInstanceStopped
import aws.sdk.kotlin.services.ec2.waiters.waitUntilInstanceTerminated
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.matchers.shouldBe
import io.mockaws.mockAws
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.test.runTest
import org.junit.jupiter.api.Test

/** The Kotlin SDK's EC2 client exists in this set only. */
class Ec2Test {
    @Test
    fun `a machine is run, tagged, found page by page, stopped and ended`() =
        runTest {
            mockAws {
                Ec2Client { kotlinSdk.configure(this) }.use { ec2 ->
                    val linux =
                        ec2.describeImages {
                            owners = listOf("amazon")
                            filters = listOf(filter("name", "al2023-ami-2023.*-kernel-6.1-x86_64"))
                        }.images!!.maxBy { it.creationDate!! }
                    val started =
                        ec2.runInstances {
                            imageId = linux.imageId
                            instanceType = InstanceType.T3Micro
                            minCount = 7
                            maxCount = 7
                        }.instances!!
                    started.map { it.state!!.name }.distinct() shouldBe listOf(InstanceStateName.Pending)
                    val ids = started.map { it.instanceId!! }
                    ec2.waitUntilInstanceRunning { instanceIds = ids }
                    ec2.createTags {
                        resources = ids
                        tags = listOf(
                            Tag {
                                key = "Name"
                                value = "web"
                            }
                        )
                    }
                    val pages =
                        ec2.describeInstancesPaginated {
                            maxResults = 5
                            filters = listOf(filter("tag:Name", "we*"), filter("instance-state-name", "running"))
                        }.toList()
                    pages.flatMap { it.reservations.orEmpty() }.flatMap { it.instances.orEmpty() }.map { it.instanceId } shouldBe ids
                    pages.size shouldBe 2
                    ec2.stopInstances { instanceIds = ids.take(1) }
                    ec2.waitUntilInstanceStopped { instanceIds = ids.take(1) }
                    ec2.terminateInstances { instanceIds = ids }
                    ec2.waitUntilInstanceTerminated { instanceIds = ids }
                    shouldThrow<Ec2Exception> { ec2.startInstances { instanceIds = ids } }.sdkErrorMetadata.errorCode shouldBe
                        "IncorrectInstanceState"
                }
            }
        }

    private fun filter(
        name: String,
        vararg values: String,
    ): Filter =
        Filter {
            this.name = name
            this.values = values.toList()
        }
}
