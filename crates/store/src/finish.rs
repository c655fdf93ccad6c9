use cardseal::UnixTime;

use crate::connect::{Store, on_either};
use crate::opened_cards::seconds;
use crate::payments::Attempt;
use crate::unavailable::StoreUnavailable;
use crate::vault::PreparedCard;

impl Store {
    /// Records the answer to a payment, which everybody who asks for it again is given, and with it the kept card and the
    /// receipt where there are any: all of it or nothing. `false` where another has taken the payment up since, and its
    /// answer counts. Asking again after an error is safe, with the same card and receipt.
    ///
    /// The response and the receipt are kept as they are: no PAN, no CVC in them.
    ///
    /// # Errors
    /// [`StoreUnavailable`]: it may have been recorded all the same.
    pub async fn finish(
        &self,
        attempt: &Attempt,
        response: &[u8],
        card: Option<&PreparedCard>,
        receipt: Option<&[u8]>,
        now: UnixTime,
    ) -> Result<bool, StoreUnavailable> {
        const FINISH: &str = "UPDATE payments SET response = $3, finished = $4 \
            WHERE id = $1 AND attempt = $2 AND response IS NULL";
        const LOOK: &str = "SELECT response FROM payments WHERE id = $1 AND attempt = $2";
        const RECEIPT: &str =
            "INSERT INTO receipts (payment, merchant, receipt, made) VALUES ($1, $2, $3, $4)";
        on_either!(self, |pool| async {
            let mut transaction = pool.begin_with(self.begin_statement()).await?;
            let finished = sqlx::query(FINISH)
                .bind(attempt.payment.as_str())
                .bind(attempt.number)
                .bind(response)
                .bind(seconds(now))
                .execute(&mut *transaction)
                .await?;
            if finished.rows_affected() == 0 {
                // Finished before, when the answer to that was lost: the card and the receipt were recorded then.
                let query = sqlx::query_scalar(LOOK).bind(attempt.payment.as_str()).bind(attempt.number);
                let row: Option<Option<Vec<u8>>> = query.fetch_optional(&mut *transaction).await?;
                transaction.rollback().await?;
                return Ok(row.flatten().is_some_and(|recorded| recorded == response));
            }
            if let Some(card) = card {
                card.insert(seconds(now)).execute(&mut *transaction).await?;
            }
            if let Some(receipt) = receipt {
                let query = sqlx::query(RECEIPT).bind(attempt.payment.as_str());
                let query = query.bind(attempt.merchant.as_str()).bind(receipt).bind(seconds(now));
                query.execute(&mut *transaction).await?;
            }
            transaction.commit().await?;
            Ok(true)
        })
    }

    /// The receipt of this merchant's payment. It outlives the payment's answer.
    ///
    /// # Errors
    /// [`StoreUnavailable`].
    pub async fn receipt(&self, merchant: &str, id: &str) -> Result<Option<Vec<u8>>, StoreUnavailable> {
        const SQL: &str = "SELECT receipt FROM receipts WHERE payment = $1 AND merchant = $2";
        on_either!(
            self,
            read | pool
                | async { sqlx::query_scalar(SQL).bind(id).bind(merchant).fetch_optional(pool).await }
        )
    }

    /// Removes up to `batch` receipts that were made before `made_before`, and returns how many; as
    /// [`sweep`](Self::sweep). How long they are to be kept is for the gateway to say.
    ///
    /// # Errors
    /// [`StoreUnavailable`]; what was not removed is removed the next time.
    pub async fn forget_receipts(&self, made_before: UnixTime, batch: u32) -> Result<u64, StoreUnavailable> {
        const SQLITE: &str = "DELETE FROM receipts WHERE payment IN \
            (SELECT payment FROM receipts WHERE made < $1 ORDER BY made LIMIT $2)";
        const POSTGRES: &str = "DELETE FROM receipts WHERE payment = ANY(ARRAY(SELECT payment FROM receipts \
            WHERE made < $1 ORDER BY made LIMIT $2 FOR UPDATE SKIP LOCKED))";
        let sql = self.dialect(SQLITE, POSTGRES);
        on_either!(self, |pool| async {
            let query = sqlx::query(sql).bind(seconds(made_before)).bind(i64::from(batch));
            Ok(query.execute(pool).await?.rows_affected())
        })
    }
}
