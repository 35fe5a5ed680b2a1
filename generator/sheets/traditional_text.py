"""Traditional characters of heads and names of offices, as the simplified ones that the words here are written in.

Only characters that stand for exactly one simplified character are listed; it is no converter of running text.
"""

from __future__ import annotations

_PAIRS = (
    "單单 號号 備备 註注 導导 項项 標标 準准 據据 條条 財财 發发 現现 檢检 時时 間间 問问 題题 實实 應应 "
    "減减 數数 區区 縣县 鄉乡 鎮镇 門门 對对 責责 類类 別别 積积 說说 獎奖 優优 評评 議议 審审 計计 總总 "
    "統统 績绩 線线 熱热 來来 與与 為为 無无 處处 務务 農农 業业 質质 環环 規规 劃划 設设 稅税 監监 紀纪 "
    "黨党 團团 聯联 辦办 參参 國国 資资 電电 訊讯 廣广 視视 體体 衛卫 療疗 藥药 險险 養养 興兴 產产 經经 "
    "濟济 貿贸 運运 輸输 車车 鐵铁 陽阳 陰阴 東东 場场 園园 館馆 傳传 網网 絡络 雲云 員员 職职 專专 辭辞 "
    "訴诉 覆复 簽签 證证 憑凭 過过 還还 達达 週周 頁页 轉转 續续 級级 層层 額额 關关 維维 護护 綠绿 歲岁 "
    "氣气 災灾 塊块 點点 萬万 億亿 兩两 較较 組组 執执 狀状 種种 雙双 歸归 檔档 誤误 錯错 選选 舉举 領领 "
    "樣样 簡简 稱称 機机 構构 屬属 會会 協协 調调 銷销 "
)
_TABLE = {ord(pair[0]): pair[1] for pair in _PAIRS.split()}


def simplify(text: str) -> str:
    """The text with simplified characters, as far as they are known here."""
    return text.translate(_TABLE)
