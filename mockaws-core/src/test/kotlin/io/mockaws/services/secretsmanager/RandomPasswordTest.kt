package io.mockaws.services.secretsmanager

import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldMatch
import org.junit.jupiter.api.Test

/** https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_GetRandomPassword.html */
class RandomPasswordTest {
    private val secrets = SecretsWorld().client

    @Test
    fun `a password has 32 characters of each kind, and another each time`() {
        val passwords = List(20) { secrets.getRandomPassword().randomPassword() }
        passwords.toSet().size shouldBe 20
        for (password in passwords) {
            password.length shouldBe 32
            password.any { it.isLowerCase() } shouldBe true
            password.any { it.isUpperCase() } shouldBe true
            password.any { it.isDigit() } shouldBe true
            password.any { !it.isLetterOrDigit() } shouldBe true
            password.none { it == ' ' } shouldBe true
        }
    }

    @Test
    fun `what is left out is not there`() {
        secrets.getRandomPassword { it.passwordLength(500).excludePunctuation(true).excludeUppercase(true) }
            .randomPassword() shouldMatch "[a-z0-9]{500}"
        secrets.getRandomPassword {
            it.passwordLength(500).excludeLowercase(true).excludeNumbers(true).excludePunctuation(true)
                .excludeCharacters("ABC").includeSpace(true)
        }.randomPassword() shouldMatch "[D-Z ]{500}"
    }

    @Test
    fun `four kinds need four characters, unless not each is wanted`() {
        refusal { secrets.getRandomPassword { it.passwordLength(3) } } shouldBe
            "InvalidParameterException: Password length is too short based on the required types."
        secrets.getRandomPassword { it.passwordLength(4).includeSpace(true) }.randomPassword().length shouldBe 4
        secrets.getRandomPassword { it.passwordLength(3).requireEachIncludedType(false) }
            .randomPassword().length shouldBe 3
        refusal { secrets.getRandomPassword { it.passwordLength(4097) } } shouldBe
            "ValidationException: 1 validation error detected: Value '4097' at 'passwordLength' failed to satisfy " +
            "constraint: Member must have value less than or equal to 4096"
    }
}
