package io.mockaws.services.dynamodb.backup

import aws.sdk.kotlin.services.dynamodb.DynamoDbClient
import aws.sdk.kotlin.services.dynamodb.createBackup
import aws.sdk.kotlin.services.dynamodb.deleteBackup
import aws.sdk.kotlin.services.dynamodb.describeBackup
import aws.sdk.kotlin.services.dynamodb.listBackups
import aws.sdk.kotlin.services.dynamodb.model.BackupNotFoundException
import aws.sdk.kotlin.services.dynamodb.model.BackupStatus
import aws.sdk.kotlin.services.dynamodb.model.BillingMode
import aws.sdk.kotlin.services.dynamodb.model.SseSpecification
import aws.sdk.kotlin.services.dynamodb.model.SseStatus
import aws.sdk.kotlin.services.dynamodb.model.TableAlreadyExistsException
import aws.sdk.kotlin.services.dynamodb.restoreTableFromBackup
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.matchers.shouldBe
import io.mockaws.mockAws
import kotlinx.coroutines.test.runTest
import org.junit.jupiter.api.Test

class DynamoDbBackupKotlinTest {
    @Test
    fun `a table is backed up and restored`() =
        runTest {
            mockAws {
                dynamoDb.table("things").put(mapOf("PK" to "a"))
                DynamoDbClient { kotlinSdk.configure(this) }.use { client ->
                    val created =
                        client.createBackup {
                            tableName = "things"
                            backupName = "nightly"
                        }
                    val arn = created.backupDetails!!.backupArn
                    client.describeBackup { backupArn = arn }.backupDescription!!.backupDetails!!.backupStatus shouldBe
                        BackupStatus.Available
                    client.listBackups { tableName = "things" }.backupSummaries!!.single().backupArn shouldBe arn
                    val restored =
                        client.restoreTableFromBackup {
                            backupArn = arn
                            targetTableName = "again"
                            billingModeOverride = BillingMode.PayPerRequest
                            sseSpecificationOverride = SseSpecification { enabled = true }
                        }.tableDescription!!
                    restored.restoreSummary!!.sourceBackupArn shouldBe arn
                    restored.sseDescription!!.status shouldBe SseStatus.Enabled
                    dynamoDb.table("again").count shouldBe 1
                    shouldThrow<TableAlreadyExistsException> {
                        client.restoreTableFromBackup {
                            backupArn = arn
                            targetTableName = "again"
                        }
                    }
                    client.deleteBackup { backupArn = arn }
                    shouldThrow<BackupNotFoundException> { client.describeBackup { backupArn = arn } }
                }
            }
        }
}
