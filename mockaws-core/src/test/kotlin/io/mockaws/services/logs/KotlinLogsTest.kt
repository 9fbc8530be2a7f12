package io.mockaws.services.logs

import aws.sdk.kotlin.services.cloudwatchlogs.CloudWatchLogsClient
import aws.sdk.kotlin.services.cloudwatchlogs.createLogGroup
import aws.sdk.kotlin.services.cloudwatchlogs.createLogStream
import aws.sdk.kotlin.services.cloudwatchlogs.getLogEvents
import aws.sdk.kotlin.services.cloudwatchlogs.model.InputLogEvent
import aws.sdk.kotlin.services.cloudwatchlogs.putLogEvents
import io.kotest.matchers.shouldBe
import io.mockaws.mockAws
import kotlinx.coroutines.test.runTest
import org.junit.jupiter.api.Test

class KotlinLogsTest {
    @Test
    fun `the Kotlin SDK's client puts and reads`() =
        runTest {
            mockAws {
                CloudWatchLogsClient.fromEnvironment().use { kotlin ->
                    kotlin.createLogGroup { logGroupName = "g" }
                    kotlin.createLogStream {
                        logGroupName = "g"
                        logStreamName = "s"
                    }
                    kotlin.putLogEvents {
                        logGroupName = "g"
                        logStreamName = "s"
                        logEvents =
                            listOf(
                                InputLogEvent {
                                    timestamp = time.now().toEpochMilliseconds()
                                    message = "hello"
                                },
                            )
                    }
                    val found =
                        kotlin.getLogEvents {
                            logGroupName = "g"
                            logStreamName = "s"
                        }
                    found.events?.map { it.message } shouldBe listOf("hello")
                }
                logs.group("g").events().single().message shouldBe "hello"
            }
        }
}
